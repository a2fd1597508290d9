package dev.serai.delivery;

import dev.serai.bus.Scheduler;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;

/**
 * The breaker of a group, or none. It counts by timers and not by the clock, which may jump.
 * Guarded by the group's lock.
 */
final class Circuit {

  private enum State {
    NONE("none"),
    CLOSED("closed"),
    OPEN("open"),
    HALF_OPEN("half-open");

    private final String word;

    State(String word) {
      this.word = word;
    }
  }

  private final Policy.Breaker policy;
  private final Scheduler scheduler;
  private final Lock lock;
  private final Consumer<String> changed;
  private final Runnable halfOpened;
  private State state;
  private int recentFailures;
  private int generation;
  private Call trial;

  /**
   * @param policy null for none
   * @param changed hears the new state's word, under the lock
   * @param halfOpened called on a timer thread, without the lock
   */
  Circuit(
      Policy.Breaker policy,
      Scheduler scheduler,
      Lock lock,
      Consumer<String> changed,
      Runnable halfOpened) {
    this.policy = policy;
    this.scheduler = scheduler;
    this.lock = lock;
    this.changed = changed;
    this.halfOpened = halfOpened;
    this.state = policy == null ? State.NONE : State.CLOSED;
  }

  boolean mayFetch() {
    return state != State.OPEN;
  }

  /** How many more may be started now. */
  int mayStart() {
    return switch (state) {
      case NONE, CLOSED -> Integer.MAX_VALUE;
      case OPEN -> 0;
      case HALF_OPEN -> trial == null ? 1 : 0;
    };
  }

  /** Whether the next call tells if the group works again. */
  boolean tries() {
    return state == State.HALF_OPEN;
  }

  void started(Call call) {
    if (state == State.HALF_OPEN) {
      trial = call;
    }
  }

  void succeeded(Call call) {
    if (trial == call && state == State.HALF_OPEN) {
      become(State.CLOSED);
    }
  }

  void failed(Call call) {
    if (state == State.CLOSED) {
      recentFailures++;
      if (recentFailures >= policy.failures()) {
        open();
      } else {
        int counted = generation;
        scheduler.after(policy.window(), () -> forget(counted));
      }
    } else if (trial == call && state == State.HALF_OPEN) {
      open();
    }
  }

  /** It ended in a way that says nothing about the group: poison, or not for it. */
  void undecided(Call call) {
    if (trial == call) {
      trial = null;
    }
  }

  String word() {
    return state.word;
  }

  private void open() {
    become(State.OPEN);
    int opened = generation;
    scheduler.after(policy.open(), () -> halfOpen(opened));
  }

  private void halfOpen(int opened) {
    lock.lock();
    try {
      if (generation != opened) {
        return;
      }
      become(State.HALF_OPEN);
    } finally {
      lock.unlock();
    }
    halfOpened.run();
  }

  private void forget(int counted) {
    lock.lock();
    try {
      if (generation == counted) {
        recentFailures--;
      }
    } finally {
      lock.unlock();
    }
  }

  private void become(State next) {
    state = next;
    generation++;
    recentFailures = 0;
    trial = null;
    changed.accept(next.word);
  }
}
