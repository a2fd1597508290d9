package dev.serai.delivery;

/** A group that is being served. */
public interface RunningGroup extends AutoCloseable {

  GroupState state();

  /** Calls no more handlers until {@link #resume()}; those in flight end. */
  void pause();

  void resume();

  /**
   * Stops fetching, lets handlers in flight end and settle (at most 30 s), then leaves; what was
   * not begun comes again to the next member. Counts no attempts. Blocks; idempotent.
   */
  @Override
  void close();
}
