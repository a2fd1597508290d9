package dev.serai.bus.servicebus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import dev.serai.bus.Lag;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** Looks at the oldest message of a subscription, without taking it. */
final class Oldest {

  private final ServiceBusBindingConfig config;
  private final ServiceBusClientBuilder connection;
  private final Map<String, ServiceBusReceiverAsyncClient> clients = new ConcurrentHashMap<>();

  Oldest(ServiceBusBindingConfig config, Clients clients) {
    this.config = config;
    this.connection = clients.connection();
  }

  /** That many events, and the age of the oldest; empty when the server does not tell. */
  Mono<Lag> lag(String channel, String group, long events) {
    if (events == 0) {
      return Mono.just(new Lag(OptionalLong.of(0), Optional.of(Duration.ZERO)));
    }
    return client(channel, group)
        .peekMessage(0)
        .map(message -> Optional.of(age(message.getEnqueuedTime())))
        .onErrorReturn(Optional.empty())
        .defaultIfEmpty(Optional.empty())
        .map(age -> new Lag(OptionalLong.of(events), age));
  }

  private static Duration age(OffsetDateTime enqueued) {
    Duration age = Duration.between(enqueued, OffsetDateTime.now(enqueued.getOffset()));
    return age.isNegative() ? Duration.ZERO : age;
  }

  private ServiceBusReceiverAsyncClient client(String channel, String group) {
    return clients.computeIfAbsent(
        channel + '\n' + group,
        key -> {
          synchronized (connection) {
            return connection
                .receiver()
                .topicName(config.topic(channel))
                .subscriptionName(group)
                .disableAutoComplete()
                .maxAutoLockRenewDuration(Duration.ZERO)
                .buildAsyncClient();
          }
        });
  }

  void forget(String channel, String group) {
    ServiceBusReceiverAsyncClient known = clients.remove(channel + '\n' + group);
    if (known != null) {
      known.close();
    }
  }

  void close() {
    clients.values().forEach(ServiceBusReceiverAsyncClient::close);
    clients.clear();
  }
}
