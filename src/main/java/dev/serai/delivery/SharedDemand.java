package dev.serai.delivery;

import dev.serai.bus.Subscription;
import java.util.ArrayList;
import java.util.List;

/**
 * A member's demand, handed on to several brokers: to each that was left one at a time, else to the
 * one that is read. What is handed out and not met is counted, so that no more comes than was asked
 * for. Safe for all threads.
 */
final class SharedDemand {

  /** What one membership was asked for. Guarded by the demand. */
  static final class Share {

    private final boolean leftover;
    private Subscription to;
    private int open;
    private boolean over;

    private Share(boolean leftover) {
      this.leftover = leftover;
    }
  }

  private final List<Share> shares = new ArrayList<>();
  private int waiting;

  /**
   * @param leftover whether the broker was left: it gets one at a time, and not the last one
   */
  Share share(boolean leftover) {
    return new Share(leftover);
  }

  void begin(Share share, Subscription to) {
    change(
        () -> {
          share.to = to;
          shares.add(share);
        });
  }

  /** What the broker has not met is free again. */
  synchronized void end(Share share) {
    shares.remove(share);
    waiting += share.open;
    share.open = 0;
    share.over = true;
  }

  /** Some of it came; from a broker that is being left, after its rest was taken back, too. */
  void met(Share share, int count) {
    change(
        () -> {
          if (share.over) {
            waiting -= count;
          } else {
            share.open -= count;
          }
        });
  }

  void add(int count) {
    change(() -> waiting += count);
  }

  private void change(Runnable change) {
    List<Runnable> requests = new ArrayList<>();
    synchronized (this) {
      change.run();
      shareOut(requests);
    }
    requests.forEach(Runnable::run);
  }

  /**
   * Half is kept for what was left, as it comes one by one: whoever asks in large steps asks again
   * only when much has come, and most may have gone to a broker where nothing comes.
   */
  private void shareOut(List<Runnable> requests) {
    boolean leftovers = shares.stream().anyMatch(share -> share.leftover);
    boolean read = shares.stream().anyMatch(share -> !share.leftover);
    int all = waiting + shares.stream().mapToInt(share -> share.open).sum();
    int most = leftovers ? (all + 1) / 2 : all;
    for (Share share : shares) {
      if (!share.leftover) {
        hand(share, Math.min(waiting, most - share.open), requests);
      }
    }
    for (Share share : shares) {
      if (share.leftover) {
        // The last one is for the broker that is read, even if it is not joined yet.
        hand(share, Math.min(read ? waiting : waiting - 1, 1 - share.open), requests);
      }
    }
  }

  private void hand(Share share, int count, List<Runnable> requests) {
    if (count > 0) {
      waiting -= count;
      share.open += count;
      requests.add(() -> share.to.request(count));
    }
  }
}
