package dev.serai.bus.servicebus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import dev.serai.bus.BusBusyException;
import dev.serai.bus.EventTooLargeException;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.event.EventSize;
import dev.serai.event.HubEvent;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Publishes; what waits to be sent is bounded. */
final class ServiceBusPublisher {

  private static final long MOST_BYTES_UNDER_WAY = 64L << 20;

  /** A message beside its properties and data: ids, annotations, what a batch adds; at most. */
  private static final int FRAME = 200;

  /** A property beside its name and value: the prefix, and five bytes of sizes and types. */
  private static final int FRAME_OF_ATTRIBUTE = 17;

  private final ServiceBusBindingConfig config;
  private final Provisioner provisioner;
  private final Reach reach;
  private final Sessions sessions;
  private final ServiceBusClientBuilder connection;
  private final Map<String, Outbox> outboxes = new ConcurrentHashMap<>();
  private final AtomicLong bytesUnderWay = new AtomicLong();
  private final AtomicLong published = new AtomicLong();
  private final String hub = UUID.randomUUID().toString().substring(0, 18);

  ServiceBusPublisher(
      ServiceBusBindingConfig config, Clients clients, Provisioner provisioner, Reach reach) {
    this.config = config;
    this.provisioner = provisioner;
    this.reach = reach;
    this.sessions = new Sessions(config.sessions());
    this.connection = clients.connection();
  }

  CompletionStage<Receipt> publish(Publication publication) {
    List<ServiceBusMessage> messages = new ArrayList<>(publication.events().size());
    long bytes = 0;
    for (CloudEvent event : publication.events()) {
      HubEvent checked = HubEvent.copyOf(event);
      long size = EventSize.of(checked);
      if (size > config.maxEventBytes()) {
        return CompletableFuture.failedFuture(
            new EventTooLargeException(
                publication.channel(), event.getId(), size, config.maxEventBytes()));
      }
      ServiceBusMessage message = message(publication, checked);
      int properties = message.getApplicationProperties().size();
      bytes += size + FRAME + (long) FRAME_OF_ATTRIBUTE * properties;
      messages.add(message);
    }
    long all = bytes;
    if (bytesUnderWay.addAndGet(all) > Math.max(all, MOST_BYTES_UNDER_WAY)) {
      bytesUnderWay.addAndGet(-all);
      return CompletableFuture.failedFuture(
          new BusBusyException(
              config.address() + ": it takes events more slowly than they come, too many wait",
              Duration.ofSeconds(1),
              null));
    }
    return reach
        .open()
        .thenCompose(open -> provisioner.topic(publication.channel()))
        .thenCompose(there -> outbox(publication.channel()).send(messages, all))
        .thenApply(sent -> new Receipt(messages.size(), 0))
        .whenComplete((receipt, failure) -> bytesUnderWay.addAndGet(-all))
        .exceptionallyCompose(failure -> refused(publication, failure));
  }

  private CompletionStage<Receipt> refused(Publication publication, Throwable failure) {
    if (Faults.isMissing(failure)) {
      provisioner.forget(publication.channel());
    }
    return reach.explain(failure).thenCompose(CompletableFuture::failedFuture);
  }

  private ServiceBusMessage message(Publication publication, HubEvent event) {
    return EventMessages.write(event)
        .setSessionId(sessions.of(event))
        .setMessageId(publication.once() ? digest(event) : hub + "-" + published.incrementAndGet());
  }

  /** The same for every hub, so that the topic finds duplicates that no hub can see. */
  private static String digest(HubEvent event) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((event.source() + "\n" + event.getId()).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Outbox outbox(String channel) {
    Outbox known = outboxes.get(channel);
    return known != null ? known : outboxes.computeIfAbsent(channel, this::open);
  }

  private Outbox open(String channel) {
    synchronized (connection) {
      return new Outbox(
          connection.sender().topicName(config.topic(channel)).buildAsyncClient(),
          config.timeout());
    }
  }

  void close() {
    outboxes.values().forEach(Outbox::close);
    outboxes.clear();
  }
}
