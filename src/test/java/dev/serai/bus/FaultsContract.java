package dev.serai.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.event.HubEvent;
import dev.serai.event.HubEventBuilder;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What happens when a broker or the way to it fails, the same on each. A binding's test extends
 * this class, says how its broker is broken, and adds what only that broker can suffer.
 */
public abstract class FaultsContract {

  /** A channel that no other test uses. */
  protected final String channel = "faults-" + UUID.randomUUID();

  private final List<Binding> open = new ArrayList<>();

  /** Opens a binding by its settings of the test. */
  protected abstract Binding openBinding();

  /** One whose connections {@link #cutConnections} cuts. */
  protected Binding openToBeCut() {
    return openBinding();
  }

  /** Ends the broker at once, as a machine does that loses its power but not its disk. */
  protected abstract void killBroker();

  protected abstract void startBroker();

  /** Breaks every connection; new ones can be made. */
  protected abstract void cutConnections();

  /** Puts something into the channel, past the binding, that is no event. */
  protected abstract void publishNoEvent();

  /** Where it is then, unless nowhere. */
  protected void findNoEvent() {}

  /** How its messages name the broker. */
  protected abstract String address();

  /** Deadline of the groups. */
  protected abstract Duration deadline();

  /** Called last, if the broker is the test's own. */
  protected void removeBroker() {}

  @AfterEach
  void close() {
    open.forEach(Binding::close);
    removeBroker();
  }

  /** Is closed when the test ends. */
  protected final Binding closing(Binding binding) {
    open.add(binding);
    return binding;
  }

  @Test
  void a_broker_that_was_killed_has_all_it_confirmed_and_the_group_goes_on() {
    Binding binding = closing(openBinding());
    createWhenUp(binding, group(true));
    Hears hears = new Hears();
    Subscription subscription = binding.subscribe(group(true), hears);
    subscription.request(10_000);
    Set<String> confirmed = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 2_000; i++) {
      String id = Integer.toString(i);
      binding
          .publish(Publication.of(channel, event(id, "k" + i % 7)))
          .whenComplete(
              (receipt, failure) -> {
                if (failure == null) {
                  confirmed.add(id);
                }
              });
    }
    patiently().until(() -> confirmed.size() > 100);

    killBroker();
    patiently().until(() -> !hears.troubles.isEmpty());
    startBroker();

    patiently().until(() -> hears.recovered.get() >= 1);
    publishUntilTaken(binding, event("last", "k"));
    patiently().until(() -> hears.ids().contains("last"));
    patiently().untilAsserted(() -> assertThat(hears.ids()).containsAll(confirmed));
    assertThat(hears.troubles.get(0)).hasMessageStartingWith(address());
    subscription.close();
  }

  @Test
  void a_group_without_events_is_told_too_that_the_broker_is_away_and_back() {
    Binding binding = closing(openBinding());
    createWhenUp(binding, group(true));
    Hears hears = new Hears();
    Subscription subscription = binding.subscribe(group(true), hears);
    subscription.request(10);
    publish(binding, event("1", "k"));
    patiently().until(() -> hears.ids().equals(List.of("1")) && lag(binding) == 0);

    killBroker();
    patiently().until(() -> !hears.troubles.isEmpty());
    startBroker();

    patiently().until(() -> hears.recovered.get() >= 1);
    subscription.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void connections_that_are_cut_again_and_again_are_mended_and_nothing_settled_comes_again(
      boolean ordered) {
    Binding binding = closing(openToBeCut());
    createWhenUp(binding, group(ordered));
    Hears hears = new Hears();
    Subscription subscription = binding.subscribe(group(ordered), hears);
    subscription.request(10_000);
    for (int i = 0; i < 200; i++) {
      if (i % 50 == 25) {
        cutConnections();
      }
      publishUntilTaken(binding, event(Integer.toString(i), "k" + i % 3));
    }

    patiently().until(() -> Set.copyOf(hears.ids()).size() == 200);
    patiently().until(() -> lag(binding) == 0);
    assertThat(hears.positionsOfSettled()).doesNotHaveDuplicates();
    subscription.close();
  }

  @Test
  void what_is_no_event_is_set_aside_or_passed_over_and_holds_up_nothing() {
    Binding binding = closing(openBinding());
    create(binding, group(false));
    publishNoEvent();
    publish(binding, event("1", "k"));
    Hears hears = new Hears();
    Subscription subscription = binding.subscribe(group(false), hears);
    subscription.request(10);

    patiently().until(() -> hears.ids().equals(List.of("1")));
    patiently().until(() -> lag(binding) == 0);
    subscription.close();
    findNoEvent();
  }

  protected final GroupSpec group(boolean ordered) {
    return new GroupSpec(channel, "group", GroupSpec.From.EARLIEST, ordered, deadline());
  }

  protected static ConditionFactory patiently() {
    return await().atMost(Duration.ofSeconds(40));
  }

  /** As a hub does, for a broker that has just started. */
  private static void createWhenUp(Binding binding, GroupSpec group) {
    patiently()
        .until(
            () ->
                binding
                    .createGroup(group)
                    .handle((made, failure) -> failure == null)
                    .toCompletableFuture()
                    .get(40, TimeUnit.SECONDS));
  }

  protected static void create(Binding binding, GroupSpec group) {
    binding.createGroup(group).toCompletableFuture().orTimeout(40, TimeUnit.SECONDS).join();
  }

  /** Unsettled events of the group, -1 when unknown. */
  protected final long lag(Binding binding) {
    return binding.lag(channel, "group").events().orElse(-1);
  }

  protected final void publish(Binding binding, CloudEvent event) {
    binding
        .publish(Publication.of(channel, event))
        .toCompletableFuture()
        .orTimeout(40, TimeUnit.SECONDS)
        .join();
  }

  protected final void publishUntilTaken(Binding binding, CloudEvent event) {
    patiently()
        .pollInterval(Duration.ofMillis(10))
        .pollDelay(Duration.ZERO)
        .until(
            () ->
                binding
                    .publish(Publication.of(channel, event))
                    .handle((receipt, failure) -> failure == null)
                    .toCompletableFuture()
                    .get(40, TimeUnit.SECONDS));
  }

  protected static HubEventBuilder builder(String id) {
    return HubEvent.builder().id(id).source("/s").type("t");
  }

  protected static CloudEvent event(String id, String key) {
    return builder(id).extension("partitionkey", key).build();
  }

  /** Settles everything at once. */
  private static final class Hears implements DeliveryListener {

    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final List<Throwable> troubles = new CopyOnWriteArrayList<>();
    private final AtomicInteger recovered = new AtomicInteger();

    List<String> ids() {
      return deliveries.stream().map(delivery -> delivery.event().getId()).toList();
    }

    List<String> positionsOfSettled() {
      return deliveries.stream().map(Delivery::position).toList();
    }

    @Override
    public void onDeliveries(List<Delivery> more) {
      deliveries.addAll(more);
      more.forEach(Delivery::ack);
    }

    @Override
    public void onTrouble(Throwable cause) {
      troubles.add(cause);
    }

    @Override
    public void onRecovered() {
      recovered.incrementAndGet();
    }
  }
}
