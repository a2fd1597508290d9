package dev.serai.delivery;

import dev.serai.bus.Binding;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  private final java.util.concurrent.Executor desk;

  GroupStart(ServedGroup group, Binding binding, Desk desk) {
    this.group = group;
    this.binding = binding;
    this.scheduler = desk.scheduler();
    this.desk = desk.executor();
  }

  /** Waits for the first try, at most that long. */
  void begin(Duration patience) {
    try {
      attempt().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      group.trouble("the broker has not answered for " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private CompletableFuture<Void> attempt() {
    GroupSpec spec = group.route().group();
    CompletableFuture<Void> created;
    try {
      group.begin();
      created = binding.createGroup(spec).toCompletableFuture();
    } catch (RuntimeException e) {
      created = CompletableFuture.failedFuture(e);
    }
    return created
        .thenRunAsync(() -> fetch(spec), desk)
        .exceptionally(
            cause -> {
              again(cause);
              return null;
            });
  }

  private void fetch(GroupSpec spec) {
    if (!group.closing()) {
      group.fetch(binding.subscribe(spec, group));
      group.trouble(null);
    }
  }

  private void again(Throwable cause) {
    String text = Causes.text(cause);
    LOG.warn(
        "group '{}' of channel '{}' cannot start yet: {}", group.name(), group.channel(), text);
    group.trouble("cannot start: " + text);
    scheduler.after(
        PAUSE,
        () -> {
          if (!group.closing()) {
            desk.execute(this::attempt);
          }
        });
  }
}
