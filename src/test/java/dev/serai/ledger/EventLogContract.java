package dev.serai.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.conformance.SampleEvents;
import dev.serai.event.HubEvent;
import dev.serai.event.InvalidEventException;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The event log of every ledger. */
abstract class EventLogContract extends LedgerContract {

  @Test
  void every_attribute_extension_and_byte_survives() {
    done(ledger.events().append("c", List.copyOf(SampleEvents.all()), false));
    reopen();

    assertThat(ledger.events().read("c", 0, 100))
        .extracting(StoredEvent::event)
        .containsExactlyElementsOf(SampleEvents.all());
    assertThat(ledger.events().read("c", 0, 1).get(0).recordedAt()).isEqualTo(now);
  }

  @Test
  void a_page_starts_after_a_place_and_holds_one_channel_only() {
    append("a", "1", "2");
    append("b", "x");
    append("a", "3");

    List<StoredEvent> first = ledger.events().read("a", 0, 2);
    List<StoredEvent> second = ledger.events().read("a", first.get(1).seq(), 2);

    assertThat(Samples.ids(first)).containsExactly("1", "2");
    assertThat(Samples.ids(second)).containsExactly("3");
    assertThat(ledger.events().read("a", second.get(0).seq(), 2)).isEmpty();
    assertThat(ledger.events().read("nowhere", 0, 2)).isEmpty();
    assertThat(ledger.events().channels()).containsExactly("a", "b");
  }

  /** Rows are written by sixteen, eight, four, two and one. */
  @Test
  void any_number_of_events_is_stored_whole_and_in_order() {
    List<String> all = new ArrayList<>();
    for (int count = 1; count <= 35; count++) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        ids.add(count + "-" + i);
      }
      done(ledger.events().append("c", Samples.events(ids.toArray(String[]::new)), count % 2 == 0));
      all.addAll(ids);
    }

    assertThat(Samples.ids(ledger.events().read("c", 0, 10_000))).containsExactlyElementsOf(all);
  }

  @Test
  void a_page_ends_at_eight_megabytes_and_the_next_one_goes_on() {
    for (int i = 0; i < 12; i++) {
      HubEvent large =
          HubEvent.builder().id("" + i).source("/").type("t").data(new byte[1 << 20]).build();
      done(ledger.events().append("c", List.of(large), false));
    }

    List<StoredEvent> first = ledger.events().read("c", 0, 100);
    List<StoredEvent> second = ledger.events().read("c", first.get(first.size() - 1).seq(), 100);

    assertThat(first).hasSize(8);
    assertThat(second).hasSize(4);
  }

  @Test
  void places_rise_over_all_channels_and_are_never_given_twice() {
    long first = append("a", "1").lastSeq();
    long second = append("b", "2").lastSeq();
    assertThat(second).isGreaterThan(first);

    now = now.plusSeconds(1);
    assertThat(done(ledger.events().trim("b", now))).isEqualTo(1);
    reopen();

    assertThat(ledger.events().lastSeq("b")).isEqualTo(second);
    assertThat(append("a", "3").lastSeq()).isGreaterThan(second);
  }

  @Test
  void once_leaves_out_what_the_channel_has_seen() {
    done(ledger.events().append("c", Samples.events("1"), true));

    EventLog.Appended again =
        done(ledger.events().append("c", Samples.events("1", "2", "2"), true));
    EventLog.Appended elsewhere = done(ledger.events().append("d", Samples.events("1"), true));

    assertThat(again).isEqualTo(new EventLog.Appended(1, 2, ledger.events().lastSeq("c")));
    assertThat(elsewhere.stored()).isEqualTo(1);
    assertThat(ids("c")).containsExactly("1", "2");
  }

  @Test
  void without_once_the_same_event_is_stored_again() {
    append("c", "1");
    append("c", "1");

    assertThat(ids("c")).containsExactly("1", "1");
  }

  @Test
  void a_listener_hears_the_newest_place_until_it_is_closed() throws Exception {
    List<Long> heard = new CopyOnWriteArrayList<>();
    List<Long> afterwards = new CopyOnWriteArrayList<>();
    AutoCloseable listening = ledger.events().onAppend("c", heard::add);
    append("d", "0");
    long first = append("c", "1").lastSeq();

    listening.close();
    ledger.events().onAppend("c", afterwards::add);
    long second = append("c", "2").lastSeq();

    assertThat(heard).containsExactly(first);
    assertThat(afterwards).containsExactly(second);
  }

  @Test
  void an_event_against_the_specification_is_refused_and_others_pass() {
    CloudEvent invalid =
        CloudEventBuilder.v1()
            .withId("1")
            .withSource(URI.create("/"))
            .withType("t")
            .withSubject("")
            .build();

    CompletionStage<EventLog.Appended> refused =
        ledger.events().append("c", List.of(invalid), false);

    assertThatThrownBy(() -> done(refused)).hasRootCauseInstanceOf(InvalidEventException.class);
    append("c", "2");
    assertThat(ids("c")).containsExactly("2");
  }

  @Test
  void queries_filter_by_everything_they_name() {
    Instant early = now;
    done(
        ledger
            .events()
            .append("a", List.of(Samples.typed("1", "ci.run.started", "s1", "k1")), false));
    now = now.plusSeconds(10);
    done(
        ledger
            .events()
            .append("b", List.of(Samples.typed("2", "ci.run.failed", "s2", "k2")), false));

    assertThat(found(EventQuery.all())).containsExactly("1", "2");
    assertThat(found(query("b", null, null, null, null, null, null))).containsExactly("2");
    assertThat(found(query(null, now, null, null, null, null, null))).containsExactly("2");
    assertThat(found(query(null, early, now, null, null, null, null))).containsExactly("1");
    assertThat(found(query(null, null, null, Set.of("ci.run.*"), null, null, null)))
        .containsExactly("1", "2");
    assertThat(found(query(null, null, null, Set.of("ci.run.failed", "x*"), null, null, null)))
        .containsExactly("2");
    assertThat(found(query(null, null, null, Set.of("ci.run"), null, null, null))).isEmpty();
    assertThat(found(query(null, null, null, null, "s1", null, null))).containsExactly("1");
    assertThat(found(query(null, null, null, null, null, "k2", null))).containsExactly("2");
    assertThat(found(query(null, null, null, null, null, null, "1"))).containsExactly("1");
    assertThat(found(query("nowhere", null, null, null, null, null, null))).isEmpty();
  }

  private EventQuery query(
      String channel,
      Instant from,
      Instant to,
      Set<String> types,
      String subject,
      String key,
      String id) {
    return new EventQuery(channel, from, to, types, subject, key, id);
  }

  private List<String> found(EventQuery query) {
    List<StoredEvent> found = ledger.events().find(query, 0, 10);
    assertThat(ledger.events().count(query)).isEqualTo(found.size());
    found.forEach(
        stored ->
            assertThat(stored.channel()).isEqualTo(stored.event().getId().equals("1") ? "a" : "b"));
    return Samples.ids(found);
  }

  @Test
  void a_query_goes_on_after_a_place() {
    long first = append("c", "1").lastSeq();
    append("c", "2", "3");

    assertThat(Samples.ids(ledger.events().find(EventQuery.all(), first, 1))).containsExactly("2");
  }

  @Test
  void the_age_of_the_oldest_event_after_a_place_is_known() {
    long first = append("c", "1").lastSeq();
    now = now.plusSeconds(7);
    long second = append("c", "2").lastSeq();

    assertThat(ledger.events().recordedAtAfter("c", first)).contains(now);
    assertThat(ledger.events().recordedAtAfter("c", second)).isEmpty();
  }
}
