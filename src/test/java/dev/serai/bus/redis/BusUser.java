package dev.serai.bus.redis;

import static org.awaitility.Awaitility.await;

import dev.serai.bus.Binding;
import dev.serai.bus.Delivery;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Publication;
import dev.serai.event.HubEvent;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;

/** A hub as Redis sees it: publishes to channels and settles all that its groups get, at once. */
final class BusUser implements AutoCloseable {

  /** What the group of a channel got. */
  static final class Group implements DeliveryListener {

    private final List<CloudEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final AtomicInteger recovered = new AtomicInteger();

    @Override
    public void onDeliveries(List<Delivery> deliveries) {
      for (Delivery delivery : deliveries) {
        if (delivery.begin()) {
          events.add(delivery.event());
          delivery.ack();
        }
      }
    }

    @Override
    public void onTrouble(Throwable cause) {
      troubles.add(cause.getMessage());
    }

    @Override
    public void onRecovered() {
      recovered.incrementAndGet();
    }

    List<String> ids() {
      return events.stream().map(CloudEvent::getId).toList();
    }

    /** Ids of the events with that key, each where it came first. */
    List<String> ids(String key) {
      return events.stream()
          .filter(event -> key.equals(event.getExtension("partitionkey")))
          .map(CloudEvent::getId)
          .distinct()
          .toList();
    }

    List<String> troubles() {
      return List.copyOf(troubles);
    }

    int recovered() {
      return recovered.get();
    }
  }

  /** A Sentinel that was held up for 2 s distrusts its clock, and fails nothing over for 30 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(100);

  private final Binding binding;

  BusUser(Map<String, Object> settings) {
    binding = new RedisBinding(RedisBindingConfig.of(settings), Optional.empty());
  }

  Binding binding() {
    return binding;
  }

  String check() {
    return binding.check().detail();
  }

  /** Empty when it was stored, else what is told. */
  String publish(String channel, String... ids) {
    List<CloudEvent> events = new ArrayList<>();
    for (String id : ids) {
      events.add(event(id, "key"));
    }
    return publish(new Publication(channel, events, true));
  }

  String publish(Publication publication) {
    try {
      return binding
          .publish(publication)
          .handle((receipt, failure) -> failure == null ? "" : Faults.cause(failure).getMessage())
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("no answer to a publish", e);
    }
  }

  void publishUntilStored(String channel, String... ids) {
    patiently().pollInterval(Duration.ofMillis(20)).until(() -> publish(channel, ids).isEmpty());
  }

  static ConditionFactory patiently() {
    return await().atMost(PATIENCE);
  }

  static CloudEvent event(String id, String key) {
    return HubEvent.builder().id(id).source("/s").type("t").extension("partitionkey", key).build();
  }

  static GroupSpec spec(String channel) {
    return new GroupSpec(channel, "group", GroupSpec.From.EARLIEST, true, Duration.ofSeconds(1));
  }

  Group serve(String channel) {
    binding.createGroup(spec(channel)).toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    Group group = new Group();
    binding.subscribe(spec(channel), group).request(1_000_000);
    return group;
  }

  /** Unsettled events, -1 when that is unknown. */
  long lag(String channel) {
    return binding.lag(channel, "group").events().orElse(-1);
  }

  @Override
  public void close() {
    binding.close();
  }
}
