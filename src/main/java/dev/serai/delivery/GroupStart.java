package dev.serai.delivery;

import dev.serai.bus.Binding;
import dev.serai.bus.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the group exist and begins to fetch; a broker that is away is asked again until it is
 * there.
 */
final class GroupStart {

  private static final Logger LOG = LoggerFactory.getLogger(GroupStart.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final ServedGroup group;
  private final Binding binding;
  private final Scheduler scheduler;
  private final Executor desk;
  private final Runnable started;
  private final CountDownLatch first = new CountDownLatch(1);

  /** What the log says of it, null when nothing; one try comes after the other. */
  private volatile String told;

  GroupStart(ServedGroup group, Binding binding, Desk desk, Runnable started) {
    this.group = group;
    this.binding = binding;
    this.scheduler = desk.scheduler();
    this.desk = desk.executor();
    this.started = started;
  }

  /** Waits for the first try, at most that long; false when it has not ended by then. */
  boolean begin(Duration patience) {
    attempt();
    try {
      if (first.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
      group.trouble("the broker has not answered yet");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private void attempt() {
    create()
        .whenCompleteAsync(
            (done, cause) -> {
              follow(cause);
              first.countDown();
            },
            desk);
  }

  private CompletionStage<Void> create() {
    try {
      group.begin();
      return binding.createGroup(group.route().group());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void follow(Throwable cause) {
    if (group.closing()) {
      return;
    }
    if (cause != null) {
      again(cause);
      return;
    }
    try {
      group.trouble(null);
      group.fetch(binding.subscribe(group.route().group(), group));
    } catch (RuntimeException e) {
      again(e);
      return;
    }
    if (told != null) {
      LOG.info("group '{}' of channel '{}' has started", group.name(), group.channel());
    }
    goOn();
  }

  /** Tried again by itself: the group has a member by now, and a second one would stay for ever. */
  private void goOn() {
    try {
      started.run();
    } catch (RuntimeException e) {
      LOG.warn(
          "group '{}' of channel '{}' is started, but its replays wait: {}",
          group.name(),
          group.channel(),
          Causes.text(e));
      later(this::goOn);
    }
  }

  private void again(Throwable cause) {
    String text = Causes.text(cause);
    if (!text.equals(told)) {
      told = text;
      LOG.warn(
          "group '{}' of channel '{}' cannot start yet: {}", group.name(), group.channel(), text);
    }
    group.trouble("cannot start yet: " + text);
    later(this::attempt);
  }

  private void later(Runnable task) {
    scheduler.after(
        PAUSE,
        () -> {
          if (!group.closing()) {
            desk.execute(task);
          }
        });
  }
}
