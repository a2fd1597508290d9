package dev.serai.delivery;

import dev.serai.bus.BusBusyException;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.ledger.SeenIds;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@link Publication#once()} for brokers that cannot: leaves out what the ledger has seen,
 * and remembers the rest once it is published. A hub that dies in between lets a resend through,
 * never the other way round. Two publications of one event follow each other, on other hubs too.
 */
final class OnceFilter {

  private static final Logger LOG = LoggerFactory.getLogger(OnceFilter.class);
  private static final int TRIES = 40;
  private static final long PAUSE_MILLIS = 250;
  private static final Duration AFTER_BUSY = Duration.ofSeconds(5);

  private final SeenIds seen;
  private final Executor desk;
  private final ConcurrentHashMap<String, CompletableFuture<?>> underWay =
      new ConcurrentHashMap<>();

  OnceFilter(SeenIds seen, Executor desk) {
    this.seen = seen;
    this.desk = desk;
  }

  CompletionStage<Receipt> publish(
      Publication publication, Function<Publication, CompletionStage<Receipt>> binding) {
    Set<String> ids = new HashSet<>();
    publication.events().forEach(event -> ids.add(id(event)));
    CompletableFuture<Void> turn = new CompletableFuture<>();
    CompletableFuture<?> other = claim(publication.channel(), ids, turn);
    if (other != null) {
      return other.thenComposeAsync(ended -> publish(publication, binding), desk);
    }
    return claimed(publication, ids, TRIES)
        .thenCompose(fresh -> publishFresh(publication, fresh, binding))
        .whenComplete(
            (receipt, cause) -> {
              ids.forEach(id -> underWay.remove(publication.channel() + '\n' + id, turn));
              turn.complete(null);
            });
  }

  /** Waits for another hub that publishes one of them, but not for ever. */
  private CompletionStage<Set<String>> claimed(
      Publication publication, Set<String> ids, int tries) {
    return CompletableFuture.supplyAsync(() -> seen.claim(scope(publication), ids), desk)
        .thenCompose(claim -> claim)
        .thenCompose(
            fresh -> {
              if (fresh.isPresent()) {
                return CompletableFuture.completedFuture(fresh.get());
              }
              if (tries == 0) {
                return CompletableFuture.failedFuture(
                    new BusBusyException(
                        "another hub is publishing the same event to channel '%s'; send it again later"
                            .formatted(publication.channel()),
                        AFTER_BUSY,
                        null));
              }
              Executor later =
                  CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS, desk);
              return CompletableFuture.runAsync(() -> {}, later)
                  .thenCompose(waited -> claimed(publication, ids, tries - 1));
            });
  }

  /** Takes all ids, or none and gives the publication that holds one of them. */
  private synchronized CompletableFuture<?> claim(
      String channel, Set<String> ids, CompletableFuture<?> turn) {
    for (String id : ids) {
      CompletableFuture<?> other = underWay.get(channel + '\n' + id);
      if (other != null) {
        return other;
      }
    }
    ids.forEach(id -> underWay.put(channel + '\n' + id, turn));
    return null;
  }

  private CompletionStage<Receipt> publishFresh(
      Publication publication,
      Set<String> fresh,
      Function<Publication, CompletionStage<Receipt>> binding) {
    Set<String> left = new HashSet<>(fresh);
    List<CloudEvent> events =
        publication.events().stream().filter(event -> left.remove(id(event))).toList();
    int duplicates = publication.events().size() - events.size();
    if (events.isEmpty()) {
      return CompletableFuture.completedFuture(new Receipt(0, duplicates));
    }
    return begin(new Publication(publication.channel(), events, true), binding)
        .handle(
            (receipt, cause) ->
                cause == null
                    ? keep(publication, fresh)
                        .thenApply(kept -> new Receipt(receipt.stored(), duplicates))
                    : giveBack(publication, fresh).<Receipt>thenCompose(given -> failed(cause)))
        .thenCompose(done -> done);
  }

  private static CompletionStage<Receipt> begin(
      Publication publication, Function<Publication, CompletionStage<Receipt>> binding) {
    try {
      return binding.apply(publication);
    } catch (RuntimeException e) {
      return failed(e);
    }
  }

  private static CompletionStage<Receipt> failed(Throwable cause) {
    return CompletableFuture.failedFuture(Causes.unwrap(cause));
  }

  private CompletionStage<Void> keep(Publication publication, Set<String> ids) {
    return seen.keep(scope(publication), ids)
        .exceptionally(
            cause -> {
              LOG.warn(
                  "events for channel '{}' are published, but a resend of them would not be recognised",
                  publication.channel(),
                  cause);
              return null;
            });
  }

  private CompletionStage<Void> giveBack(Publication publication, Set<String> ids) {
    return seen.giveBack(scope(publication), ids)
        .exceptionally(
            cause -> {
              LOG.warn(
                  "events for channel '{}' are not published, and other hubs cannot publish them while this one lives",
                  publication.channel(),
                  cause);
              return null;
            });
  }

  private static String scope(Publication publication) {
    return "channel:" + publication.channel();
  }

  private static String id(CloudEvent event) {
    return event.getSource() + "\n" + event.getId();
  }
}
