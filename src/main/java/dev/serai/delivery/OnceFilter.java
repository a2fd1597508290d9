package dev.serai.delivery;

import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.ledger.SeenIds;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@link Publication#once()} for brokers that cannot: leaves out what the ledger has seen,
 * and remembers the rest once it is published. A hub that dies in between lets a resend through,
 * never the other way round. Two publications of one event follow each other.
 */
final class OnceFilter {

  private static final Logger LOG = LoggerFactory.getLogger(OnceFilter.class);

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
    return CompletableFuture.supplyAsync(() -> unseen(publication), desk)
        .thenCompose(left -> publishLeft(publication, left, binding))
        .whenComplete(
            (receipt, cause) -> {
              ids.forEach(id -> underWay.remove(publication.channel() + '\n' + id, turn));
              turn.complete(null);
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

  private List<CloudEvent> unseen(Publication publication) {
    Set<String> within = new HashSet<>();
    List<CloudEvent> left = new ArrayList<>();
    for (CloudEvent event : publication.events()) {
      String id = id(event);
      if (within.add(id) && !seen.contains(scope(publication), id)) {
        left.add(event);
      }
    }
    return left;
  }

  private CompletionStage<Receipt> publishLeft(
      Publication publication,
      List<CloudEvent> left,
      Function<Publication, CompletionStage<Receipt>> binding) {
    int duplicates = publication.events().size() - left.size();
    if (left.isEmpty()) {
      return CompletableFuture.completedFuture(new Receipt(0, duplicates));
    }
    return binding
        .apply(new Publication(publication.channel(), left, false))
        .thenCompose(
            receipt ->
                remember(publication, left)
                    .thenApply(done -> new Receipt(receipt.stored(), duplicates)));
  }

  private CompletionStage<Void> remember(Publication publication, List<CloudEvent> left) {
    CompletableFuture<?>[] writes =
        left.stream()
            .map(event -> seen.remember(scope(publication), id(event)).toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(writes)
        .exceptionally(
            cause -> {
              LOG.warn(
                  "events for channel '{}' are published, but a resend of them would not be recognised",
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
