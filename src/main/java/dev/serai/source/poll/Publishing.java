package dev.serai.source.poll;

import dev.serai.source.RefusedException;
import dev.serai.source.WebhookHandler;
import dev.serai.source.WebhookOutcome;
import dev.serai.source.WebhookRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Hands the entries of a page over, one after the other so that they keep their order, and
 * remembers each once it is durable. What is refused is not remembered, so that it comes again at
 * the next poll.
 */
final class Publishing {

  /** So many in a row, and the way is closed for all. */
  private static final int MOST_FAILURES = 10;

  private static final Duration SEEN_AGAIN = Duration.ofDays(1);
  private static final int UNAVAILABLE = 503;

  /** What became of them. */
  static final class Tally {
    int published;
    int known;
    int ignored;
    int failed;
    int tooLarge;
    String failure;
  }

  private final PollSettings settings;
  private final PollMemory memory;
  private final WebhookHandler handler;
  private final Executor workers;
  private final Tally tally;
  private final Queue<Pages.Item> left = new ArrayDeque<>();
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private Map<String, PollMemory.Entry> known;
  private Instant now;
  private boolean passOver;
  private int inARow;

  Publishing(
      PollSettings settings,
      PollMemory memory,
      WebhookHandler handler,
      Executor workers,
      Tally tally) {
    this.settings = settings;
    this.memory = memory;
    this.handler = handler;
    this.workers = workers;
    this.tally = tally;
  }

  /**
   * Fails with {@link PollException} when it is of no use to go on. Blocks for a look into the
   * memory.
   *
   * @param all whether the entries are only to be remembered
   */
  CompletionStage<Void> run(List<Pages.Item> items, Instant at, boolean all) {
    now = at;
    passOver = all;
    left.addAll(items);
    known =
        items.isEmpty()
            ? Map.of()
            : memory.known(settings.connector(), items.stream().map(Pages.Item::identity).toList());
    next();
    return done;
  }

  private void next() {
    try {
      for (Pages.Item item = left.poll(); item != null; item = left.poll()) {
        CompletionStage<?> stage = step(item);
        if (stage != null) {
          stage.whenComplete((result, failure) -> ended(failure));
          return;
        }
      }
      done.complete(null);
    } catch (RuntimeException e) {
      done.completeExceptionally(e);
    }
  }

  private void ended(Throwable failure) {
    if (failure == null) {
      workers.execute(this::next);
    } else {
      done.completeExceptionally(failure);
    }
  }

  /** Null when there is nothing to do. */
  private CompletionStage<?> step(Pages.Item item) {
    PollMemory.Entry before = known.get(item.identity());
    if (before == null) {
      return passOver ? remember(item, 0) : publish(item, "", 0);
    }
    Mark mark = Mark.of(before.mark());
    boolean changed = !mark.digest.equals(item.mark());
    if (changed && settings.choice().updates() && !passOver) {
      return publish(item, ".updated", mark.version + 1);
    }
    tally.known++;
    boolean old = before.seenAt().plus(SEEN_AGAIN).isBefore(now);
    if (!changed && !old) {
      return null;
    }
    return remember(item, mark.version);
  }

  private CompletionStage<?> remember(Pages.Item item, int version) {
    return memory.remember(
        settings.connector(), item.identity(), new Mark(item.mark(), version).toString());
  }

  private CompletionStage<?> publish(Pages.Item item, String suffix, int version) {
    String name = settings.reading() instanceof PollSettings.OfFeed ? "entry" : "item";
    String id =
        version == 0 ? item.identity() : item.identity() + "#" + version + "-" + item.mark();
    WebhookRequest request =
        new WebhookRequest(
            settings.connector(),
            id,
            name + suffix,
            Map.of("content-type", "application/json"),
            item.body(),
            now);
    CompletionStage<WebhookOutcome> outcome;
    try {
      outcome = handler.handle(request);
    } catch (RuntimeException e) {
      outcome = CompletableFuture.failedFuture(e);
    }
    return outcome
        .handle((result, failure) -> failure == null ? taken(item, version, result) : not(failure))
        .thenCompose(stage -> stage);
  }

  private CompletionStage<?> taken(Pages.Item item, int version, WebhookOutcome outcome) {
    inARow = 0;
    if (outcome instanceof WebhookOutcome.Accepted accepted && accepted.events() > 0) {
      tally.published++;
    } else if (outcome instanceof WebhookOutcome.Accepted) {
      tally.known++;
    } else {
      tally.ignored++;
    }
    return remember(item, version);
  }

  private CompletionStage<?> not(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    tally.failed++;
    tally.failure = String.valueOf(cause.getMessage());
    inARow++;
    boolean busy = cause instanceof RefusedException refused && refused.status() == UNAVAILABLE;
    if (busy || inARow >= MOST_FAILURES) {
      return CompletableFuture.failedFuture(
          new PollException(
              PollException.Reason.NOT_TAKEN,
              "the route of this connector does not take entries: " + tally.failure,
              null,
              cause));
    }
    return CompletableFuture.completedFuture(null);
  }

  /** What is remembered of an entry: what it looked like, and how often it was published again. */
  private record Mark(String digest, int version) {

    static Mark of(String text) {
      int slash = text.lastIndexOf(' ');
      String count = text.substring(slash + 1);
      return slash < 0 || !count.matches("\\d{1,9}")
          ? new Mark(text, 0)
          : new Mark(text.substring(0, slash), Integer.parseInt(count));
    }

    @Override
    public String toString() {
      return digest + " " + version;
    }
  }
}
