package dev.serai.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Deletes what is older than it must be kept, in small steps between which publishing goes on. What
 * a group has not settled stays, however old it is.
 */
public final class Retention {

  /** Some feeds bring old entries back after weeks. */
  private static final Duration POLL_ENTRIES = Duration.ofDays(90);

  private final Ledger ledger;
  private final Map<String, Duration> channels;
  private final Duration seen;

  /**
   * @param channels how long events of a channel are kept; those of others are kept for ever
   * @param seen how long ids are remembered, which bounds how late a resend is still recognised
   */
  public Retention(Ledger ledger, Map<String, Duration> channels, Duration seen) {
    this.ledger = ledger;
    this.channels = Map.copyOf(channels);
    this.seen = seen;
  }

  /** One round over everything; completes with how many rows went. Does not block. */
  public CompletionStage<Long> run(Instant now) {
    CompletionStage<Long> total = repeat(0, () -> ledger.seen().trim(now.minus(seen)));
    total = total.thenCompose(soFar -> repeat(soFar, () -> ledger.polls().trim(POLL_ENTRIES)));
    for (Map.Entry<String, Duration> channel : channels.entrySet()) {
      Instant before = now.minus(channel.getValue());
      total =
          total.thenCompose(
              trimmed -> repeat(trimmed, () -> ledger.events().trim(channel.getKey(), before)));
    }
    return total;
  }

  private static CompletionStage<Long> repeat(long soFar, Supplier<CompletionStage<Integer>> step) {
    return step.get()
        .thenCompose(
            trimmed ->
                trimmed == 0
                    ? CompletableFuture.completedFuture(soFar)
                    : repeat(soFar + trimmed, step));
  }
}
