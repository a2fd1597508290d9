package dev.serai.source;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What all event loops together hold: requests, and bytes of their bodies. */
final class InFlight {

  private final int maxRequests;
  private final long maxBytes;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong expected = new AtomicLong();
  private volatile CompletableFuture<Void> drained;

  InFlight(DoorSettings.Limits limits) {
    maxRequests = limits.maxInFlight();
    maxBytes = limits.maxInFlightBytes();
  }

  boolean enter() {
    if (requests.incrementAndGet() <= maxRequests) {
      return true;
    }
    leave();
    return false;
  }

  /** Takes memory before it is allocated. */
  boolean reserve(long more) {
    return take(bytes, more);
  }

  void release(long reserved) {
    bytes.addAndGet(-reserved);
  }

  /** Notes a large body that is to come. */
  boolean expect(long promised) {
    return take(expected, promised);
  }

  void expectNoMore(long promised) {
    expected.addAndGet(-promised);
  }

  private boolean take(AtomicLong taken, long more) {
    if (taken.addAndGet(more) <= maxBytes) {
      return true;
    }
    taken.addAndGet(-more);
    return false;
  }

  void leave() {
    if (requests.decrementAndGet() == 0 && drained != null) {
      drained.complete(null);
    }
  }

  /** From now on refuses every request; the future completes when the last one has left. */
  CompletableFuture<Void> drain() {
    drained = new CompletableFuture<>();
    if (requests.get() == 0) {
      drained.complete(null);
    }
    return drained;
  }

  boolean draining() {
    return drained != null;
  }

  int requests() {
    return requests.get();
  }

  long bytes() {
    return bytes.get();
  }
}
