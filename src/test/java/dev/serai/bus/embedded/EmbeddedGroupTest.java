package dev.serai.bus.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.bus.BusBusyException;
import dev.serai.bus.BusException;
import dev.serai.bus.Delivery;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Publication;
import dev.serai.bus.Subscription;
import dev.serai.conformance.VirtualScheduler;
import dev.serai.event.HubEvent;
import dev.serai.ledger.GroupProgress;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerOptions;
import io.cloudevents.CloudEvent;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How members of one group in one process get on with each other and with the ledger. */
class EmbeddedGroupTest {

  private static final GroupSpec GROUP = GroupSpec.of("c", "g");

  @TempDir Path directory;
  private final VirtualScheduler time = new VirtualScheduler();
  private Path file;
  private Ledger ledger;
  private EmbeddedBinding binding;

  @BeforeEach
  void open() {
    file = directory.resolve("serai.db");
    ledger = Ledger.open(file, new LedgerOptions(time::now, 1_000, 64L << 20, 0));
    binding = new EmbeddedBinding(new EmbeddedBindingConfig(8 << 20), ledger, time);
  }

  @AfterEach
  void close() {
    binding.close();
    ledger.close();
  }

  private void reopen() {
    close();
    open();
  }

  private static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private void publish(int first, int count) {
    List<CloudEvent> events =
        IntStream.range(first, first + count)
            .<CloudEvent>mapToObj(i -> HubEvent.builder().id("" + i).source("/").type("t").build())
            .toList();
    done(binding.publish(new Publication("c", events, false)));
  }

  private static List<String> ids(List<Delivery> deliveries) {
    return deliveries.stream().map(delivery -> delivery.event().getId()).toList();
  }

  /** Keeps what it is given. */
  private static final class Kept implements DeliveryListener {
    final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    final List<Throwable> troubles = new CopyOnWriteArrayList<>();
    final List<String> recoveries = new CopyOnWriteArrayList<>();

    @Override
    public void onDeliveries(List<Delivery> more) {
      deliveries.addAll(more);
    }

    @Override
    public void onTrouble(Throwable cause) {
      troubles.add(cause);
    }

    @Override
    public void onRecovered() {
      recoveries.add("recovered");
    }
  }

  @Test
  void members_share_the_events_and_none_gets_more_than_it_asked_for() {
    done(binding.createGroup(GROUP));
    Kept first = new Kept();
    Kept second = new Kept();
    binding.subscribe(GROUP, first).request(3);
    binding.subscribe(GROUP, second).request(50);

    publish(0, 10);

    await().until(() -> first.deliveries.size() + second.deliveries.size() == 10);
    assertThat(first.deliveries).hasSizeBetween(1, 3);
    assertThat(second.deliveries).doesNotContainAnyElementsOf(first.deliveries);
  }

  @Test
  void what_a_leaving_member_has_not_settled_goes_to_the_others_in_order() {
    done(binding.createGroup(GROUP));
    Kept leaving = new Kept();
    Kept staying = new Kept();
    Subscription subscription = binding.subscribe(GROUP, leaving);
    subscription.request(4);
    publish(0, 4);
    await().until(() -> leaving.deliveries.size() == 4);
    leaving.deliveries.get(1).ack();

    binding.subscribe(GROUP, staying).request(10);
    subscription.close();
    publish(4, 1);

    await().until(() -> staying.deliveries.size() == 4);
    assertThat(ids(staying.deliveries)).containsExactly("0", "2", "3", "4");
  }

  @Test
  void what_the_last_member_left_behind_waits_for_the_next_one() {
    done(binding.createGroup(GROUP));
    Kept first = new Kept();
    Subscription subscription = binding.subscribe(GROUP, first);
    subscription.request(2);
    publish(0, 3);
    await().until(() -> first.deliveries.size() == 2);
    subscription.close();
    first.deliveries.get(0).ack();

    Kept next = new Kept();
    binding.subscribe(GROUP, next).request(5);

    await().until(() -> next.deliveries.size() == 2);
    assertThat(ids(next.deliveries)).containsExactly("1", "2");
  }

  @Test
  void with_order_by_key_one_member_works_and_the_next_takes_over() {
    GroupSpec ordered =
        new GroupSpec("c", "g", GroupSpec.From.LATEST, true, Duration.ofSeconds(60));
    done(binding.createGroup(ordered));
    Kept first = new Kept();
    Kept second = new Kept();
    Subscription working = binding.subscribe(ordered, first);
    binding.subscribe(ordered, second).request(10);
    working.request(3);
    publish(0, 5);
    await().until(() -> first.deliveries.size() == 3);
    first.deliveries.forEach(Delivery::ack);
    assertThat(second.deliveries).isEmpty();

    working.close();

    await().until(() -> second.deliveries.size() == 2);
    assertThat(ids(second.deliveries)).containsExactly("3", "4");
  }

  @Test
  void after_a_restart_only_what_was_not_settled_comes_again() {
    done(binding.createGroup(GROUP));
    Kept before = new Kept();
    binding.subscribe(GROUP, before).request(5);
    publish(0, 5);
    await().until(() -> before.deliveries.size() == 5);
    List.of(0, 2, 3).forEach(i -> before.deliveries.get(i).ack());

    reopen();
    Kept after = new Kept();
    binding.subscribe(GROUP, after).request(5);

    await().until(() -> after.deliveries.size() == 2);
    assertThat(ids(after.deliveries)).containsExactly("1", "4");
    assertThat(binding.lag("c", "g").events()).hasValue(2);
  }

  @Test
  void after_close_nothing_is_pushed() {
    done(binding.createGroup(GROUP));
    Kept kept = new Kept();
    Subscription subscription = binding.subscribe(GROUP, kept);
    subscription.request(10);
    subscription.close();

    publish(0, 3);
    Kept other = new Kept();
    binding.subscribe(GROUP, other).request(3);

    await().until(() -> other.deliveries.size() == 3);
    assertThat(kept.deliveries).isEmpty();
  }

  @Test
  void open_deliveries_never_hold_more_than_their_share_of_memory() {
    done(binding.createGroup(GROUP));
    for (int i = 0; i < 12; i++) {
      HubEvent large =
          HubEvent.builder().id("" + i).source("/").type("t").data(new byte[4 << 20]).build();
      done(binding.publish(Publication.of("c", large)));
    }
    done(ledger.groups().create("c", "all", true));
    GroupSpec all = GroupSpec.of("c", "all");
    Kept kept = new Kept();
    binding.subscribe(all, kept).request(1_000);

    await().until(() -> kept.deliveries.size() >= 8);
    assertThat(kept.deliveries).hasSizeLessThan(11);
    await()
        .until(
            () -> {
              kept.deliveries.forEach(Delivery::ack);
              return kept.deliveries.size() == 12;
            });
  }

  @Test
  void a_group_that_does_not_exist_is_told_and_comes_to_life_when_it_is_made() {
    Kept kept = new Kept();
    binding.subscribe(GROUP, kept).request(10);
    await().until(() -> !kept.troubles.isEmpty());
    assertThat(kept.troubles.get(0))
        .isInstanceOf(BusException.class)
        .hasMessage("group 'g' does not exist on channel 'c': create it before subscribing");

    done(binding.createGroup(GROUP));
    publish(0, 1);

    time.advanceUntil("the event arrives", () -> kept.deliveries.size() == 1);
    await().until(() -> kept.recoveries.equals(List.of("recovered")));
    assertThat(kept.troubles).hasSize(1);
  }

  @Test
  void progress_that_could_not_be_saved_is_saved_later() throws SQLException {
    done(binding.createGroup(GROUP));
    Kept kept = new Kept();
    binding.subscribe(GROUP, kept).request(2);
    publish(0, 2);
    await().until(() -> kept.deliveries.size() == 2);
    sql(
        "create trigger broken before update on event_group begin select raise(abort, 'broken'); end");
    kept.deliveries.forEach(Delivery::ack);
    assertThat(ledger.groups().progress("c", "g")).contains(new GroupProgress(0, ""));

    sql("drop trigger broken");

    time.advanceUntil(
        "progress is saved", () -> ledger.groups().progress("c", "g").orElseThrow().cursor() == 2);
  }

  private void sql(String statement) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var sql = connection.createStatement()) {
      sql.execute("pragma busy_timeout = 5000");
      sql.execute(statement);
    }
  }

  @Test
  void the_lag_tells_how_many_and_how_old() {
    assertThat(binding.lag("c", "nobody").events()).isEmpty();
    done(binding.createGroup(GROUP));
    assertThat(binding.lag("c", "g").oldest()).contains(Duration.ZERO);
    publish(0, 2);
    time.advance(Duration.ofSeconds(30));
    publish(2, 1);

    assertThat(binding.lag("c", "g").events()).hasValue(3);
    assertThat(binding.lag("c", "g").oldest()).contains(Duration.ofSeconds(30));

    time.setClockBy(Duration.ofHours(-1));
    assertThat(binding.lag("c", "g").oldest()).contains(Duration.ZERO);
  }

  @Test
  void a_full_ledger_asks_the_publisher_to_come_back_and_fails_the_check() {
    close();
    ledger = Ledger.open(file, new LedgerOptions(time::now, 1_000, 64L << 20, 1 << 20));
    binding = new EmbeddedBinding(new EmbeddedBindingConfig(8 << 20), ledger, time);
    assertThat(binding.check().ok()).isTrue();
    HubEvent large =
        HubEvent.builder().id("1").source("/").type("t").data(new byte[2 << 20]).build();

    assertThatThrownBy(() -> done(binding.publish(Publication.of("c", large))))
        .hasCauseInstanceOf(BusBusyException.class)
        .hasMessageContaining("make room");
    assertThat(binding.check().ok()).isFalse();
    assertThat(binding.check().detail()).contains("make room");
  }

  @Test
  void request_wants_a_positive_number() {
    assertThatThrownBy(() -> binding.subscribe(GROUP, new Kept()).request(0))
        .hasMessage("request must be at least 1, but is 0");
  }
}
