package dev.serai.delivery;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that is held for less time than it takes to put a thread to sleep and to wake it: who
 * finds it taken looks a few times more before that. Without this, workers with little to do for
 * each event spend most of their time handing it on.
 */
final class ShortLock extends ReentrantLock {

  private static final long serialVersionUID = 1L;
  private static final int LOOKS = 100;

  @Override
  public void lock() {
    for (int look = 0; look < LOOKS; look++) {
      if (tryLock()) {
        return;
      }
      Thread.onSpinWait();
    }
    super.lock();
  }
}
