package dev.serai.bus.kafka;

/**
 * How long a member surely still has its partitions: the broker gives them to others when it has
 * not heard from the member for the session's time. What it has answered to was sent before it
 * began to count. Real time.
 */
final class Lease {

  private final long nanos;
  private volatile long until = System.nanoTime() - 1;

  Lease(long nanos) {
    this.nanos = nanos;
  }

  /** The broker has answered to what was sent then. */
  void renewed(long sent) {
    until = sent + nanos;
  }

  /** Others have the partitions. */
  void end() {
    until = System.nanoTime() - 1;
  }

  boolean holds() {
    return System.nanoTime() - until < 0;
  }
}
