package dev.serai.delivery;

import dev.serai.bus.Binding;
import dev.serai.bus.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the group that wrote the event log of a channel which has none any more; a broker that is
 * away, or refuses because another hub still serves the group, is asked again.
 */
final class LogRemoval {

  private static final Logger LOG = LoggerFactory.getLogger(LogRemoval.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final String channel;
  private final Binding binding;
  private final Scheduler scheduler;
  private final BooleanSupplier closed;

  /** Longer after each try. Only touched by the try under way. */
  private Duration pause = FIRST_PAUSE;

  LogRemoval(String channel, Binding binding, Scheduler scheduler, BooleanSupplier closed) {
    this.channel = channel;
    this.binding = binding;
    this.scheduler = scheduler;
    this.closed = closed;
  }

  /** Never blocks and never fails. */
  void begin() {
    if (!closed.getAsBoolean()) {
      remove().whenComplete(this::ended);
    }
  }

  private CompletionStage<Boolean> remove() {
    try {
      return binding.removeGroup(channel, LogWriter.GROUP);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void ended(Boolean removed, Throwable failure) {
    if (failure != null) {
      if (pause.equals(FIRST_PAUSE) && !closed.getAsBoolean()) {
        LOG.warn(
            "channel '{}' has no log any more, but the group '{}' that wrote it cannot be removed yet and keeps events on the broker: {}",
            channel,
            LogWriter.GROUP,
            Causes.text(failure));
      }
      scheduler.after(pause, this::begin);
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    } else if (removed) {
      LOG.info(
          "channel '{}' has no log any more: removed the group '{}' that wrote it",
          channel,
          LogWriter.GROUP);
    }
  }
}
