package dev.serai.delivery;

import static dev.serai.delivery.EmbeddedHub.CHANNEL;
import static dev.serai.delivery.EmbeddedHub.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.bus.Binding;
import dev.serai.bus.BusException;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Lag;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.bus.Subscription;
import dev.serai.conformance.PassingBinding;
import dev.serai.conformance.TestRoute;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two brokers, one after the other; each of them is an embedded bus with a file of its own. */
class DrainingBusTest {

  /** A broker that a test takes away. */
  private static final class Broker extends PassingBinding {

    private volatile boolean away;
    private volatile boolean silent;
    private volatile boolean full;
    private volatile boolean broken;
    private volatile DeliveryListener listener;

    Broker(Binding real) {
      super(real);
    }

    @Override
    public CompletionStage<Void> createGroup(GroupSpec group) {
      return away || full ? refused() : super.createGroup(group);
    }

    @Override
    public Set<String> groups(String channel) {
      if (away) {
        throw new BusException("nothing answers there", null);
      }
      return super.groups(channel);
    }

    @Override
    public Lag lag(String channel, String group) {
      if (broken) {
        throw new NoClassDefFoundError("some/Part");
      }
      return away || silent ? Lag.unknown() : super.lag(channel, group);
    }

    @Override
    public CompletionStage<Receipt> publish(Publication publication) {
      return away ? refused() : super.publish(publication);
    }

    @Override
    public Subscription subscribe(GroupSpec group, DeliveryListener to) {
      listener = to;
      return super.subscribe(group, to);
    }

    private static <T> CompletionStage<T> refused() {
      return CompletableFuture.failedFuture(new BusException("nothing answers there", null));
    }
  }

  @TempDir Path dir;

  private final SystemScheduler scheduler = new SystemScheduler();
  private final GroupRoute route = TestRoute.on(CHANNEL).ordered().latest().route();
  private final List<String> handled = new CopyOnWriteArrayList<>();
  private final CompletableFuture<EventHandler.Done> slow = new CompletableFuture<>();
  private Ledger oldLedger;
  private Ledger ledger;
  private Broker old;
  private Broker current;
  private DrainingBus bus;
  private Dispatcher dispatcher;

  @BeforeEach
  void open() {
    oldLedger = Ledger.open(dir.resolve("old.db"), LedgerOptions.defaults());
    ledger = Ledger.open(dir.resolve("serai.db"), LedgerOptions.defaults());
    old = new Broker(EmbeddedHub.open(oldLedger, scheduler));
    current = new Broker(EmbeddedHub.open(ledger, scheduler));
    bus = new DrainingBus(current, Map.of("old", old));
    dispatcher = Dispatcher.open(bus, ledger, scheduler, DeliveryObserver.NONE);
    old.createGroup(route.group()).toCompletableFuture().join();
  }

  @AfterEach
  void close() {
    dispatcher.close();
    old.close();
    current.close();
    ledger.close();
    oldLedger.close();
    scheduler.close();
  }

  private void serve() {
    dispatcher.subscribe(
        route,
        (event, attempt, done) -> {
          handled.add(event.getId());
          if (event.getId().equals("slow")) {
            slow.complete(done);
          } else {
            done.succeeded();
          }
        });
  }

  /** As this or another hub did before the switch. */
  private void publishToOld(String... ids) {
    for (String id : ids) {
      old.publish(Publication.of(CHANNEL, event(id, "k"))).toCompletableFuture().join();
    }
  }

  private CompletionStage<Receipt> publish(String id) {
    return dispatcher.publish(Publication.of(CHANNEL, event(id, "k")));
  }

  private String trouble() {
    return dispatcher.groups().get(0).trouble();
  }

  private Draining draining() {
    return dispatcher.draining().get(0);
  }

  @Test
  void the_new_broker_is_not_read_while_a_handler_has_something_of_the_old_one() {
    publishToOld("1", "slow");
    serve();
    assertThat(publish("3")).succeedsWithin(Duration.ofSeconds(10));

    EventHandler.Done done = slow.orTimeout(10, TimeUnit.SECONDS).join();
    await().during(Duration.ofMillis(600)).until(() -> handled.equals(List.of("1", "slow")));
    assertThat(draining().lag().events()).hasValue(1);
    assertThat(draining().done()).isFalse();

    done.succeeded();
    await().until(() -> handled.equals(List.of("1", "slow", "3")));
    assertThat(draining())
        .isEqualTo(new Draining("old", CHANNEL, route.group().name(), draining().lag(), true));
    assertThat(draining().lag().events()).hasValue(0);
  }

  @Test
  void a_broker_that_does_not_tell_what_is_left_is_never_taken_for_empty() {
    old.silent = true;
    publishToOld("1");
    serve();
    publish("2");

    await().until(() -> trouble() != null);
    assertThat(trouble())
        .contains("'old' does not tell how many events the group has left there")
        .contains("take it out of 'draining' if they will never come");
    await().during(Duration.ofMillis(600)).until(() -> handled.equals(List.of("1")));
    assertThat(dispatcher.groups().get(0).lag().events()).isEmpty();

    old.silent = false;
    await().until(() -> handled.equals(List.of("1", "2")));
    await().until(() -> trouble() == null);
  }

  @Test
  void while_the_old_broker_is_away_events_are_accepted_and_wait_for_its_return() {
    publishToOld("1");
    old.away = true;
    serve();
    assertThat(publish("2")).succeedsWithin(Duration.ofSeconds(10));
    await().until(() -> "cannot fetch: nothing answers there".equals(trouble()));
    assertThat(handled).isEmpty();

    old.away = false;
    await().until(() -> handled.equals(List.of("1", "2")));
    await().until(() -> trouble() == null);
  }

  @Test
  void an_error_in_a_client_holds_the_group_up_only_as_long_as_it_lasts() {
    old.broken = true;
    publishToOld("1");
    serve();
    publish("2");
    await().until(() -> trouble() != null);
    assertThat(trouble()).contains("some/Part");
    assertThat(handled).doesNotContain("2");

    old.broken = false;
    await().until(() -> handled.equals(List.of("1", "2")));
  }

  @Test
  void an_old_broker_that_is_taken_away_once_it_is_empty_troubles_nobody() {
    publishToOld("1");
    serve();
    await().until(() -> draining().done());

    old.away = true;
    old.listener.onTrouble(new BusException("nothing answers there", null));
    publish("2");

    await().until(() -> handled.equals(List.of("1", "2")));
    assertThat(trouble()).isNull();
    await().until(() -> dispatcher.groups().get(0).lag().events().orElse(-1) == 0);
  }

  @Test
  void trouble_of_an_old_broker_that_is_read_is_the_groups_until_it_is_over() {
    publishToOld("slow");
    serve();
    EventHandler.Done done = slow.orTimeout(10, TimeUnit.SECONDS).join();

    old.listener.onTrouble(new BusException("cut off", null));
    assertThat(trouble()).isEqualTo("cannot fetch: cut off");

    done.succeeded();
    await().until(() -> draining().done());
    assertThat(trouble()).isNull();
  }

  @Test
  void what_others_still_publish_to_the_old_broker_comes_too() {
    publishToOld("1");
    serve();
    await().until(() -> draining().done());

    publishToOld("late", "later");
    publish("2");

    await().until(() -> handled.containsAll(List.of("1", "late", "later", "2")));
    assertThat(handled).hasSize(4).containsSubsequence("late", "later");
  }

  @Test
  void a_group_that_the_old_broker_never_had_begins_with_the_new_one() {
    old.removeGroup(CHANNEL, route.group().name()).toCompletableFuture().join();
    serve();
    publish("1");

    await().until(() -> handled.equals(List.of("1")));
    assertThat(dispatcher.draining()).isEmpty();
    assertThat(old.groups(CHANNEL)).isEmpty();
  }

  @Test
  void nothing_is_published_past_a_group_that_the_new_broker_lacks_yet() {
    current.full = true;
    serve();
    assertThat(publish("too early"))
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withMessageContaining("nothing answers there");

    current.full = false;
    assertThat(publish("1")).succeedsWithin(Duration.ofSeconds(10));

    await().until(() -> handled.equals(List.of("1")));
  }

  @Test
  void a_group_that_is_forgotten_is_forgotten_on_both() {
    RunningGroup group = dispatcher.subscribe(route, (event, attempt, done) -> done.succeeded());
    await().until(() -> draining().done());
    group.close();

    assertThat(dispatcher.forget(CHANNEL, route.group().name()))
        .succeedsWithin(Duration.ofSeconds(10))
        .isEqualTo(true);
    assertThat(old.groups(CHANNEL)).isEmpty();
    assertThat(current.groups(CHANNEL)).isEmpty();
  }

  @Test
  void what_an_old_broker_that_is_away_holds_of_a_group_nobody_serves_is_unknown() {
    current.createGroup(route.group()).toCompletableFuture().join();
    publishToOld("1");
    assertThat(lagOfUnserved().events()).hasValue(1);

    old.away = true;
    assertThat(lagOfUnserved().events()).isEmpty();
  }

  private Lag lagOfUnserved() {
    return bus.lag(CHANNEL, route.group().name());
  }
}
