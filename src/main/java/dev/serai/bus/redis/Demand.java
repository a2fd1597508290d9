package dev.serai.bus.redis;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many deliveries a member may still be given; its fetching thread waits here. */
final class Demand {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long open;
  private boolean closed;

  void add(int count) {
    lock.lock();
    try {
      open += count;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for demand, at most that long; 0 when there is none. */
  long await(long millis) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (open <= 0 && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return closed ? 0 : Math.max(0, open);
    } finally {
      lock.unlock();
    }
  }

  /** Waits that long, unless it is closed before. */
  void pause(long millis) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (!closed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends all waiting, for good. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
