package dev.serai.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes between the callers and the writer thread. It counts a write until its caller was told, so
 * that slow callbacks make the ledger busy instead of filling memory.
 */
final class WriteQueue {

  private static final int BATCH_WRITES = 1_000;
  private static final long BATCH_BYTES = 8L << 20;
  private static final long LONGEST_GATHERING_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** How long lazy writes wait for company, and how many are company enough. */
  private static final long LAZY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final int COMPANY = BATCH_WRITES / 4;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ArrayDeque<Write<?>> waiting = new ArrayDeque<>();
  private final int maxWrites;
  private final long maxBytes;
  private int heldWrites;
  private long heldBytes;

  /** Of those that wait. */
  private int notLazy;

  private boolean closed;

  /** Of the batch that was given out last. */
  private int lastSize;

  private long lastTakenAt = System.nanoTime();

  /** How many waiting writes wake the writer. */
  private int wanted = 1;

  /** What became of an offer. */
  enum Offer {
    TAKEN,
    BUSY,
    CLOSED
  }

  WriteQueue(int maxWrites, long maxBytes) {
    this.maxWrites = maxWrites;
    this.maxBytes = maxBytes;
  }

  /** Leaves the last quarter to those that are not refusable. */
  Offer offer(Write<?> write) {
    lock.lock();
    try {
      if (closed) {
        return Offer.CLOSED;
      }
      boolean refusable = write.urgency == Write.Urgency.REFUSABLE;
      int mostWrites = refusable ? maxWrites / 4 * 3 : maxWrites;
      long mostBytes = refusable ? maxBytes / 4 * 3 : maxBytes;
      // A write larger than the whole bound must still pass when nothing else waits.
      if (heldWrites >= mostWrites || (heldWrites > 0 && heldBytes + write.bytes > mostBytes)) {
        return Offer.BUSY;
      }
      heldWrites++;
      heldBytes += write.bytes;
      waiting.add(write);
      boolean lazy = write.urgency == Write.Urgency.LAZY;
      notLazy += lazy ? 0 : 1;
      if (waiting.size() == wanted || waiting.size() == COMPANY || (!lazy && notLazy == 1)) {
        arrived.signal();
      }
      return Offer.TAKEN;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next batch in order of arrival: empty when none came in time, null when closed and drained.
   */
  List<Write<?>> take(long millis) throws InterruptedException {
    lock.lock();
    try {
      long cameBack = System.nanoTime();
      long left = TimeUnit.MILLISECONDS.toNanos(millis); // saturates
      while (waiting.isEmpty()) {
        if (closed) {
          return null;
        }
        if (left <= 0) {
          return List.of();
        }
        left = arrived.awaitNanos(left);
      }
      awaitCompany();
      gather(cameBack - lastTakenAt, System.nanoTime() - cameBack);
      List<Write<?>> batch = new ArrayList<>(Math.min(waiting.size(), BATCH_WRITES));
      long bytes = 0;
      while (!waiting.isEmpty()
          && batch.size() < BATCH_WRITES
          && (batch.isEmpty() || bytes + waiting.peek().bytes <= BATCH_BYTES)) {
        Write<?> write = waiting.poll();
        bytes += write.bytes;
        notLazy -= write.urgency == Write.Urgency.LAZY ? 0 : 1;
        batch.add(write);
      }
      lastSize = batch.size();
      lastTakenAt = System.nanoTime();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** While nobody waits for what is here, it waits for others that share the commit. */
  private void awaitCompany() throws InterruptedException {
    long left = LAZY_NANOS;
    while (notLazy == 0 && waiting.size() < COMPANY && left > 0 && !closed) {
      left = arrived.awaitNanos(left);
    }
  }

  /**
   * Callers that wait for their commit come back together. Without this the first of them would
   * have a commit of its own while all others wait for the next, in turns for ever. So the batches
   * are evened out, waiting no longer than the last commit took. Who writes alone never waits.
   */
  private void gather(long lastTook, long waited) throws InterruptedException {
    long left = Math.min(lastTook, LONGEST_GATHERING_NANOS) - waited;
    wanted = (lastSize + waiting.size()) / 2;
    while (waiting.size() < wanted && left > 0 && !closed) {
      left = arrived.awaitNanos(left);
    }
    wanted = 1;
  }

  void release(Collection<Write<?>> told) {
    lock.lock();
    try {
      heldWrites -= told.size();
      for (Write<?> write : told) {
        heldBytes -= write.bytes;
      }
    } finally {
      lock.unlock();
    }
  }

  Waiting waiting() {
    lock.lock();
    try {
      return new Waiting(heldWrites, heldBytes);
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
