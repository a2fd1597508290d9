package dev.serai.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.serai.ledger.ParkedDeliveries.Claimed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two hubs on one ledger. */
class SeveralHubsTest {

  private static PostgresProcess server;

  private final Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private String database;
  private Ledger one;
  private Ledger two;

  @BeforeAll
  static void startServer() {
    Optional<PostgresProcess> started = PostgresProcess.shared();
    assumeTrue(started.isPresent(), PostgresProcess.WHY_NOT);
    server = started.get();
  }

  @BeforeEach
  void open() {
    database = server.database();
    one = open(Duration.ofSeconds(60));
    two = open(Duration.ofSeconds(60));
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  private Ledger open(Duration lease) {
    return Ledger.open(
        server.place(database), new LedgerOptions(() -> now, 10_000, 8L << 20, 0, lease));
  }

  private static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  private Claimed claim(Ledger hub) {
    return hub.parked().claim("c", "g", now, 10, Set.of());
  }

  private static List<String> positions(Claimed claimed) {
    return claimed.deliveries().stream().map(ParkedDelivery::position).toList();
  }

  private void park(Ledger hub, String position, String key) {
    done(hub.parked().park(List.of(Samples.parked(position, key, now))));
  }

  /** What other hubs do to one of which nothing was heard for a lease. */
  private void declareAllDead() {
    for (String table : List.of("parked", "seen_id")) {
      server.sql(database, "update %s set hub_id = null".formatted(table));
    }
    server.sql(database, "delete from duty");
    server.sql(database, "delete from hub");
    server.sql(database, "update turn set number = number + 1");
  }

  @Test
  void both_append_and_places_rise_without_gaps_between_them() {
    List<CompletionStage<EventLog.Appended>> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      all.add(one.events().append("c", Samples.events("one-" + i), false));
      all.add(two.events().append("c", Samples.events("two-" + i), false));
    }
    all.forEach(SeveralHubsTest::done);

    List<StoredEvent> stored = one.events().read("c", 0, 1_000);
    assertThat(stored).hasSize(600);
    assertThat(stored).extracting(StoredEvent::seq).isSorted().doesNotHaveDuplicates();
    assertThat(Samples.ids(stored).stream().filter(id -> id.startsWith("two-")))
        .containsExactlyElementsOf(IntStream.range(0, 300).mapToObj(i -> "two-" + i).toList());
    done(two.groups().create("c", "g", true));
    assertThat(one.groups().unsettled("c", "g")).isEqualTo(600);
  }

  @Test
  void an_event_published_once_by_both_is_stored_once() {
    CompletionStage<EventLog.Appended> first = one.events().append("c", Samples.events("1"), true);
    CompletionStage<EventLog.Appended> second = two.events().append("c", Samples.events("1"), true);

    assertThat(done(first).stored() + done(second).stored()).isEqualTo(1);
  }

  @Test
  void a_parked_delivery_is_claimed_by_one_hub() {
    park(one, "1", null);
    park(one, "2", null);

    Claimed first = one.parked().claim("c", "g", now, 1, Set.of());
    Claimed second = claim(two);

    assertThat(positions(first)).containsExactly("1");
    assertThat(positions(second)).containsExactly("2");
    assertThat(positions(claim(one))).as("what it has, and did not keep").containsExactly("1");
    assertThat(one.hubs().holds(first.tenure())).isTrue();
  }

  @Test
  void the_next_of_a_key_waits_for_the_first_whichever_hub_has_it() {
    park(one, "1", "k");
    park(two, "2", "k");

    Claimed first = claim(two);
    assertThat(positions(first)).containsExactly("1");
    assertThat(positions(claim(one))).isEmpty();
    assertThat(one.parked().countAmong("c", "g", Set.of("k", "l", "m"))).isEqualTo(Map.of("k", 2));

    assertThat(done(two.parked().settle(first.deliveries().get(0).id())))
        .isEqualTo(Settled.GONE_NEXT_WAITS);
    assertThat(positions(claim(one))).containsExactly("2");
  }

  @Test
  void what_is_tried_again_later_or_given_back_is_everybodys() {
    park(one, "1", null);
    long id = claim(one).deliveries().get(0).id();
    Attempt second = new Attempt(2, now, "java.io.IOException", "again", null, 3);

    assertThat(done(one.parked().retry(id, second, now, false))).isTrue();
    ParkedDelivery taken = claim(two).deliveries().get(0);
    assertThat(taken.attempts()).isEqualTo(2);
    assertThat(claim(one).deliveries()).isEmpty();

    done(two.parked().giveBack(List.of(id)));
    assertThat(positions(claim(one))).containsExactly("1");
  }

  @Test
  void an_attempt_that_is_recorded_twice_counts_once() {
    park(one, "1", null);
    long id = claim(one).deliveries().get(0).id();
    Attempt second = new Attempt(2, now, "java.io.IOException", "again", null, 3);

    done(one.parked().retry(id, second, now, false));
    done(one.parked().retry(id, second, now, false));

    assertThat(claim(one).deliveries().get(0).history()).hasSize(2);
  }

  @Test
  void a_hub_that_was_thought_dead_can_settle_nothing_that_another_has() {
    park(one, "1", null);
    Claimed before = claim(one);
    long id = before.deliveries().get(0).id();
    declareAllDead();
    assertThat(positions(claim(two))).containsExactly("1");
    Attempt second = new Attempt(2, now, "java.io.IOException", "again", null, 3);

    assertThat(done(one.parked().settle(id))).isEqualTo(Settled.NOT_OURS);
    assertThat(done(one.parked().retry(id, second, now, true))).isFalse();
    assertThat(done(one.parked().postpone(id, now))).isFalse();
    assertThat(claim(one).deliveries()).isEmpty();
    assertThat(one.hubs().holds(before.tenure())).as("it has entered anew").isFalse();
  }

  @Test
  void a_duty_is_one_hubs_until_it_leaves() {
    assertThat(done(one.hubs().take("poll"))).isTrue();
    assertThat(done(one.hubs().take("poll"))).isTrue();
    assertThat(done(two.hubs().take("poll"))).isFalse();

    done(one.hubs().giveBack("poll"));
    assertThat(done(two.hubs().take("poll"))).isTrue();
    two.close();
    assertThat(done(one.hubs().take("poll"))).isTrue();
  }

  @Test
  void what_a_dead_hub_had_is_free_after_its_lease_and_the_living_are_told() {
    park(one, "1", null);
    server.sql(database, "insert into hub (id, name, beat) values (77, 'dead@host', 1)");
    server.sql(database, "insert into duty (name, hub_id) values ('poll', 77)");
    server.sql(database, "update parked set hub_id = 77");
    AtomicInteger told = new AtomicInteger();
    try (Ledger third = open(Duration.ofMillis(400))) {
      third.hubs().onChange(told::incrementAndGet);
      assertThat(done(third.hubs().take("poll"))).isFalse();
      assertThat(claim(third).deliveries()).isEmpty();

      await().until(() -> told.get() > 0);

      assertThat(positions(claim(third))).containsExactly("1");
      assertThat(done(third.hubs().take("poll"))).isTrue();
    }
  }

  @Test
  void the_embedded_bus_is_one_hubs_and_another_is_refused_with_the_way_out() {
    one.hubs().takeBus();
    try (Ledger third = open(Duration.ofSeconds(30))) {
      assertThatThrownBy(() -> third.hubs().takeBus())
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("is served by another hub")
          .hasMessageContaining("choose a broker that several hubs can share");
    }
  }

  @Test
  void a_hub_that_lost_the_bus_writes_nothing_more() {
    one.hubs().takeBus();
    declareAllDead();

    assertThatThrownBy(() -> done(one.events().append("c", Samples.events("1"), false)))
        .hasMessageContaining("another hub has the embedded bus");
    assertThat(one.trouble()).isPresent();
  }

  @Test
  void an_id_that_one_hub_is_publishing_is_not_published_by_another() {
    assertThat(done(one.seen().claim("s", Set.of("1", "2"))))
        .hasValueSatisfying(fresh -> assertThat(fresh).containsExactlyInAnyOrder("1", "2"));
    assertThat(done(two.seen().claim("s", Set.of("2", "3")))).isEmpty();

    done(one.seen().keep("s", Set.of("1")));
    done(one.seen().giveBack("s", Set.of("2")));

    assertThat(done(two.seen().claim("s", Set.of("1", "2"))).orElseThrow()).containsExactly("2");
  }
}
