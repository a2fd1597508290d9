package dev.serai.bus;

/** This member's share of a group. Demand-driven: asking for nothing is how a group pauses. */
public interface Subscription extends AutoCloseable {

  /** Allows {@code count} more deliveries; adds to what is still open. Never blocks. */
  void request(int count);

  /**
   * Stops fetching and leaves the group's position durable for what was acked; blocks until both
   * are done. Idempotent.
   */
  @Override
  void close();
}
