package dev.serai.bus;

import java.util.Optional;

/** What the hub lends to a binding. */
public interface BindingContext {

  /** The hub's clock and timers; virtual in tests. */
  Scheduler scheduler();

  /**
   * Another room's service, for example the ledger for the embedded bus. Throws {@link
   * IllegalStateException} if absent.
   */
  <T> T service(Class<T> type);

  /**
   * Letters and digits that this hub has over all its lives, of which each is over before the next
   * begins; empty where nobody sees to that.
   */
  default Optional<String> hub() {
    return Optional.empty();
  }
}
