package dev.serai.delivery;

import dev.serai.bus.Binding;
import dev.serai.bus.Capabilities;
import dev.serai.bus.EventTooLargeException;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.event.EventSize;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Publishes within the deployment's size, and once where the broker cannot do that itself. */
final class Publisher {

  private final Capabilities capabilities;
  private final OnceFilter once;
  private final LogWriters logs;
  private final DeliveryObserver observer;

  Publisher(Binding binding, OnceFilter once, LogWriters logs, DeliveryObserver observer) {
    this.capabilities = binding.capabilities();
    this.once = once;
    this.logs = logs;
    this.observer = observer;
  }

  CompletionStage<Receipt> publish(Publication publication) {
    long begun = System.nanoTime();
    return begin(publication)
        .whenComplete(
            (receipt, cause) -> {
              if (cause == null) {
                Duration took = Duration.ofNanos(System.nanoTime() - begun);
                observer.published(
                    publication.channel(), receipt.stored(), receipt.duplicates(), took);
              } else {
                observer.publishFailed(publication.channel(), Causes.unwrap(cause));
              }
            });
  }

  /** Whether a delivery's position is its event's place in the event log. */
  boolean logs() {
    return capabilities.log();
  }

  private CompletionStage<Receipt> begin(Publication publication) {
    try {
      Names.checkChannel(publication.channel());
      checkSize(publication);
      return publication.once() && !capabilities.once()
          ? once.publish(publication, logs::publish)
          : logs.publish(publication);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void checkSize(Publication publication) {
    int max = capabilities.maxEventBytes();
    for (CloudEvent event : publication.events()) {
      long bytes = EventSize.of(event);
      if (bytes > max) {
        throw new EventTooLargeException(publication.channel(), event.getId(), bytes, max);
      }
    }
  }
}
