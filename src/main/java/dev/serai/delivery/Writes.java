package dev.serai.delivery;

import dev.serai.bus.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes of one group that must happen: each is repeated, with growing pauses, until it is done or
 * the group is closed. What comes of it runs on the desk's threads, never on the ledger's writer.
 */
final class Writes {

  private static final Logger LOG = LoggerFactory.getLogger(Writes.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final String group;
  private final Scheduler scheduler;
  private final Executor desk;
  private final Runnable oneLess;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile String trouble;
  private volatile boolean closed;

  /** {@code oneLess} is called whenever fewer writes are under way. */
  Writes(String group, Scheduler scheduler, Executor desk, Runnable oneLess) {
    this.group = group;
    this.scheduler = scheduler;
    this.desk = desk;
    this.oneLess = oneLess;
  }

  <T> void write(Supplier<CompletionStage<T>> write, Consumer<? super T> done) {
    write(write, done, 0);
  }

  /** Begins a write that is not repeated; {@code done} hears the result or the cause. */
  <T> void once(
      Supplier<? extends CompletionStage<T>> write, BiConsumer<? super T, Throwable> done) {
    underWay.incrementAndGet();
    begin(write).whenCompleteAsync((value, cause) -> follow(() -> done.accept(value, cause)), desk);
  }

  private <T> void write(
      Supplier<CompletionStage<T>> write, Consumer<? super T> done, int failures) {
    once(
        write,
        (value, cause) -> {
          if (cause == null) {
            worked();
            done.accept(value);
          } else {
            repeat(write, done, failures + 1, cause);
          }
        });
  }

  private void follow(Runnable what) {
    try {
      what.run();
    } catch (RuntimeException e) {
      LOG.error("group '{}': what follows a write failed", group, e);
    } finally {
      underWay.decrementAndGet();
      oneLess.run();
    }
  }

  /** Not counting those that failed and wait to be repeated. */
  int underWay() {
    return underWay.get();
  }

  /** What is wrong with the ledger, or null. */
  String trouble() {
    return trouble;
  }

  /** Repeats nothing any more. */
  void close() {
    closed = true;
  }

  private static <T> CompletionStage<T> begin(Supplier<? extends CompletionStage<T>> write) {
    try {
      return write.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void worked() {
    if (trouble != null) {
      trouble = null;
      LOG.info("group '{}': the ledger can be written again", group);
    }
  }

  private <T> void repeat(
      Supplier<CompletionStage<T>> write, Consumer<? super T> done, int failures, Throwable cause) {
    if (closed) {
      return;
    }
    if (trouble == null) {
      LOG.warn("group '{}': the ledger cannot be written; trying again", group, cause);
    }
    trouble = "the ledger cannot be written: " + Causes.text(cause);
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
    scheduler.after(
        pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE,
        () -> {
          if (!closed) {
            write(write, done, failures);
          }
        });
  }
}
