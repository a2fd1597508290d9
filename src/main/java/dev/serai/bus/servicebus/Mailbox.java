package dev.serai.bus.servicebus;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which everything of a member happens, in turn. */
final class Mailbox {

  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

  private final ScheduledThreadPoolExecutor thread;

  Mailbox(String name) {
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread made = new Thread(task, name);
              made.setDaemon(true);
              return made;
            });
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.setRejectedExecutionHandler((task, closed) -> LOG.trace("closed: {}", name));
  }

  void execute(Runnable task) {
    thread.execute(guarded(task));
  }

  void after(Duration delay, Runnable task) {
    var unused = thread.schedule(guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  void every(Duration period, Runnable task) {
    var unused =
        thread.scheduleWithFixedDelay(
            guarded(task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Errors too: without this thread the group would stand still. */
  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (Throwable e) {
        LOG.error("a step of a member failed", e);
      }
    };
  }

  /** What is under way ends; nothing new begins. Waits for at most that long. */
  void close(Duration patience) throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("a member's thread did not end within {} ms", patience.toMillis());
    }
  }
}
