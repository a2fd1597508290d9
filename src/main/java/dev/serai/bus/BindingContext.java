package dev.serai.bus;

/** What the hub lends to a binding. */
public interface BindingContext {

  /** The hub's clock and timers; virtual in tests. */
  Scheduler scheduler();

  /**
   * Another room's service, for example the ledger for the embedded bus. Throws {@link
   * IllegalStateException} if absent.
   */
  <T> T service(Class<T> type);
}
