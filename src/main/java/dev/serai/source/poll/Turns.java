package dev.serai.source.poll;

import java.util.ArrayDeque;
import java.util.Queue;

/** Lets so many run at once; the others wait in line. */
final class Turns {

  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int free;

  Turns(int atOnce) {
    this.free = atOnce;
  }

  /** Runs the task now or later; it must call {@link #leave()} when all it began has ended. */
  void enter(Runnable task) {
    synchronized (this) {
      if (free == 0) {
        waiting.add(task);
        return;
      }
      free--;
    }
    task.run();
  }

  void leave() {
    Runnable next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        free++;
        return;
      }
    }
    next.run();
  }
}
