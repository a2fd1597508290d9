package dev.serai.bus;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many deliveries a member of a binding may still be given; its fetching thread waits here.
 * Safe for all threads.
 */
public final class Demand {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long open;
  private boolean closed;

  /** More, or less when some was met. */
  public void add(int count) {
    lock.lock();
    try {
      open += count;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** 0 when there is none, and once it is closed. */
  public long open() {
    lock.lock();
    try {
      return closed ? 0 : Math.max(0, open);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for demand, at most that many nanoseconds; 0 when there is none. */
  public long await(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (open <= 0 && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return closed ? 0 : Math.max(0, open);
    } finally {
      lock.unlock();
    }
  }

  /** Waits that many nanoseconds, unless it is closed before. */
  public void pause(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (!closed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends all waiting, for good. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
