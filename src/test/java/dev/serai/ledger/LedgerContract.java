package dev.serai.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.event.HubEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every ledger does, whatever database it is on. A subclass says how to open one. */
abstract class LedgerContract {

  /** Turned by hand. */
  protected volatile Instant now = Instant.parse("2026-03-01T10:00:00.123Z");

  protected Ledger ledger;

  /**
   * Opens the ledger of this test; called again it opens the same one. Its clock reads {@link
   * #now}.
   */
  protected abstract Ledger open(LedgerOptions options);

  @BeforeEach
  void openLedger() {
    ledger = open(options());
  }

  @AfterEach
  void closeLedger() {
    ledger.close();
  }

  protected LedgerOptions options() {
    LedgerOptions defaults = LedgerOptions.defaults();
    return new LedgerOptions(() -> now, defaults.maxQueuedWrites(), defaults.maxQueuedBytes(), 0);
  }

  protected void reopen() {
    ledger.close();
    ledger = open(options());
  }

  protected static HubEvent event(String id) {
    return event(id, null);
  }

  protected static HubEvent event(String id, String key) {
    return HubEvent.builder()
        .id(id)
        .source("https://example.org/shop")
        .type("order.placed")
        .extension("partitionkey", key)
        .data(("{\"order\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8))
        .build();
  }

  protected static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  protected EventLog.Appended append(String channel, String... ids) {
    return done(
        ledger.events().append(channel, Set.of(ids).size() == 0 ? List.of() : events(ids), false));
  }

  private static List<io.cloudevents.CloudEvent> events(String... ids) {
    return java.util.Arrays.stream(ids)
        .<io.cloudevents.CloudEvent>map(LedgerContract::event)
        .toList();
  }

  protected List<String> ids(List<StoredEvent> events) {
    return events.stream().map(stored -> stored.event().getId()).toList();
  }

  @Nested
  class EventLogs {

    @Test
    void every_attribute_extension_and_byte_survives() {
      HubEvent full =
          HubEvent.builder()
              .id("größe ✓")
              .source("urn:example:%C3%A9")
              .type("com.example.all")
              .subject("a subject")
              .time(OffsetDateTime.parse("2026-02-28T23:59:59.123456789+05:45"))
              .dataContentType("application/octet-stream")
              .dataSchema("https://example.org/schema#1")
              .extension("partitionkey", "acme/shop")
              .extension("attempt", 3)
              .extension("dryrun", true)
              .data(new byte[] {0, (byte) 0xff, 10, 0})
              .build();
      HubEvent bare = HubEvent.builder().id("1").source("/").type("t").build();
      HubEvent empty = HubEvent.builder().id("2").source("/").type("t").data(new byte[0]).build();

      done(ledger.events().append("c", List.of(full, bare, empty), false));
      reopen();

      assertThat(ledger.events().read("c", 0, 10))
          .extracting(StoredEvent::event)
          .containsExactly(full, bare, empty);
      assertThat(ledger.events().read("c", 0, 1).get(0).recordedAt()).isEqualTo(now);
    }

    @Test
    void a_page_starts_after_a_place_and_holds_one_channel_only() {
      append("a", "1", "2");
      append("b", "x");
      append("a", "3");

      List<StoredEvent> first = ledger.events().read("a", 0, 2);
      List<StoredEvent> second = ledger.events().read("a", first.get(1).seq(), 2);

      assertThat(ids(first)).containsExactly("1", "2");
      assertThat(ids(second)).containsExactly("3");
      assertThat(ledger.events().read("a", second.get(0).seq(), 2)).isEmpty();
      assertThat(ledger.events().lastSeq("a")).isEqualTo(second.get(0).seq());
      assertThat(ledger.events().channels()).containsExactly("a", "b");
    }

    @Test
    void once_leaves_out_what_the_channel_has_seen() {
      done(ledger.events().append("c", List.of(event("1")), true));

      EventLog.Appended again =
          done(ledger.events().append("c", List.of(event("1"), event("2")), true));
      EventLog.Appended elsewhere = done(ledger.events().append("d", List.of(event("1")), true));

      assertThat(again.stored()).isEqualTo(1);
      assertThat(again.duplicates()).isEqualTo(1);
      assertThat(elsewhere.stored()).isEqualTo(1);
      assertThat(ids(ledger.events().read("c", 0, 10))).containsExactly("1", "2");
    }

    @Test
    void a_listener_hears_the_newest_place_until_it_is_closed() throws Exception {
      AtomicLong heard = new AtomicLong();
      AutoCloseable listening = ledger.events().onAppend("c", heard::set);
      long first = append("c", "1").lastSeq();
      Awaitility.await().untilAtomic(heard, org.hamcrest.Matchers.equalTo(first));

      listening.close();
      append("c", "2");

      assertThat(heard).hasValue(first);
    }

    @Test
    void trimming_never_passes_what_a_group_has_not_settled() {
      long second = append("c", "1", "2").lastSeq();
      done(ledger.groups().create("c", "slow", true));
      now = now.plus(Duration.ofDays(1));
      append("c", "3");
      done(ledger.groups().save("c", "slow", new GroupProgress(second - 1, "")));

      int trimmed = done(ledger.events().trim("c", now));

      assertThat(trimmed).isEqualTo(1);
      assertThat(ids(ledger.events().read("c", 0, 10))).containsExactly("2", "3");
    }
  }

  @Nested
  class Parking {

    private ParkedDelivery parked(String position, String key, Instant notBefore) {
      return new ParkedDelivery(
          0,
          "c",
          "g",
          position,
          key,
          event(position, key),
          ParkedDelivery.Origin.BUS,
          1,
          notBefore,
          false,
          List.of(new Attempt(1, now, "java.io.IOException", "refused", "to1", 12)));
    }

    private List<String> due() {
      return ledger.parked().due("c", "g", now, 10, Set.of()).stream()
          .map(ParkedDelivery::position)
          .toList();
    }

    @Test
    void per_key_only_the_oldest_may_run() {
      done(
          ledger
              .parked()
              .park(
                  List.of(
                      parked("1", "k", now.plusSeconds(5)),
                      parked("2", "k", now),
                      parked("3", "l", now),
                      parked("4", null, now))));
      assertThat(due()).containsExactly("3", "4");

      now = now.plusSeconds(5);
      List<ParkedDelivery> due = ledger.parked().due("c", "g", now, 10, Set.of());
      assertThat(due).extracting(ParkedDelivery::position).containsExactly("3", "4", "1");
      done(ledger.parked().settle(due.get(2).id()));

      assertThat(due()).containsExactly("2", "3", "4");
      assertThat(ledger.parked().countByKey("c", "g"))
          .isEqualTo(java.util.Map.of("k", 1, "l", 1, "", 1));
    }

    @Test
    void a_retry_counts_and_waits() {
      done(ledger.parked().park(List.of(parked("1", null, now))));
      ParkedDelivery first = ledger.parked().due("c", "g", now, 1, Set.of()).get(0);
      Attempt second = new Attempt(2, now, "java.io.IOException", "again", null, 3);

      done(ledger.parked().retry(first.id(), second, now.plusNanos(1_500_000), true));

      assertThat(due()).isEmpty();
      Optional<Instant> next = ledger.parked().nextDue("c", "g", now);
      assertThat(next).contains(now.plusMillis(2));
      ParkedDelivery later = ledger.parked().due("c", "g", next.get(), 1, Set.of()).get(0);
      assertThat(later.attempts()).isEqualTo(2);
      assertThat(later.exhausted()).isTrue();
      assertThat(later.history()).hasSize(2).endsWith(second);
      assertThat(ledger.parked().due("c", "g", next.get(), 1, Set.of(first.id()))).isEmpty();
    }
  }
}
