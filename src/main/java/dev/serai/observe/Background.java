package dev.serai.observe;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Threads for questions that may hang; each asker has at most one under way, so they are few. */
final class Background {

  static final Executor EXECUTOR =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "serai-observe");
            thread.setDaemon(true);
            return thread;
          });

  private Background() {}
}
