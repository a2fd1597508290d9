package dev.serai.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Dead letters of every ledger. */
abstract class DeadLettersContract extends LedgerContract {

  private DeadLetterQuery query(
      String group, String type, String key, String cause, boolean pending) {
    return new DeadLetterQuery(null, null, group, type, key, cause, null, null, pending);
  }

  private List<Long> found(DeadLetterQuery query) {
    List<Long> ids = ledger.deadLetters().find(query, 0, 10).stream().map(DeadLetter::id).toList();
    assertThat(ledger.deadLetters().count(query)).isEqualTo(ids.size());
    return ids;
  }

  @Test
  void a_dead_letter_is_kept_whole_and_once() {
    DeadLetter before = Samples.deadLetter("1", "g", "refused", now);
    long id = done(ledger.deadLetters().add(before));

    assertThat(done(ledger.deadLetters().add(before))).isEqualTo(id);
    assertThat(
            done(
                ledger
                    .deadLetters()
                    .add(Samples.deadLetter("1", "g", "refused", now.plusMillis(1)))))
        .isGreaterThan(id);
    reopen();

    DeadLetter after = ledger.deadLetters().find(DeadLetterQuery.all(), 0, 1).get(0);
    assertThat(after).usingRecursiveComparison().ignoringFields("id").isEqualTo(before);
  }

  @Test
  void a_delivery_that_comes_again_has_its_dead_letter_while_it_is_pending() {
    DeadLetter before = Samples.deadLetter("1", "g", "refused", now);
    DeadLetter kept = done(ledger.deadLetters().addOnce(before));
    DeadLetter later = Samples.deadLetter("1", "g", "refused later", now.plusSeconds(1));

    assertThat(done(ledger.deadLetters().addOnce(later)))
        .usingRecursiveComparison()
        .isEqualTo(kept);
    assertThat(done(ledger.deadLetters().addOnce(Samples.deadLetter("2", "g", "refused", now))))
        .extracting(DeadLetter::id)
        .isNotEqualTo(kept.id());

    ParkedDelivery again = Samples.parked("redrive-1", null, now);
    done(ledger.deadLetters().redrive(kept.id(), again, now));
    assertThat(done(ledger.deadLetters().addOnce(later)))
        .usingRecursiveComparison()
        .isEqualTo(later.withId(kept.id() + 2));
  }

  @Test
  void queries_filter_by_everything_they_name() {
    long first = done(ledger.deadLetters().add(Samples.deadLetter("1", "g", "100% Refused", now)));
    long second =
        done(
            ledger.deadLetters().add(Samples.deadLetter("2", "h", "too_late", now.plusSeconds(1))));
    DeadLetterQuery all = DeadLetterQuery.all();

    assertThat(found(all)).containsExactly(first, second);
    assertThat(found(query("h", null, null, null, false))).containsExactly(second);
    assertThat(found(query(null, "order.*", null, null, false))).containsExactly(first, second);
    assertThat(found(query(null, "order", null, null, false))).isEmpty();
    assertThat(found(query(null, null, "k2", null, false))).containsExactly(second);
    assertThat(found(query(null, null, null, "refused", false))).containsExactly(first);
    assertThat(found(query(null, null, null, "IOEXCEPTION", false))).containsExactly(first, second);
    assertThat(found(query(null, null, null, "0% r", false))).containsExactly(first);
    assertThat(found(query(null, null, null, "%", false))).containsExactly(first);
    assertThat(found(query(null, null, null, "o_l", false))).containsExactly(second);
    assertThat(
            found(
                new DeadLetterQuery(
                    null, "c", null, null, null, null, now.plusSeconds(1), null, false)))
        .containsExactly(second);
    assertThat(
            found(
                new DeadLetterQuery(
                    first, null, null, null, null, null, null, now.plusSeconds(1), false)))
        .containsExactly(first);
    assertThat(ledger.deadLetters().find(all, first, 10))
        .extracting(DeadLetter::id)
        .containsExactly(second);
  }

  @Test
  void a_redrive_parks_the_delivery_and_happens_once() {
    long id = done(ledger.deadLetters().add(Samples.deadLetter("1", "g", "refused", now)));
    ParkedDelivery again = Samples.parked("redrive-" + id, null, now);

    assertThat(done(ledger.deadLetters().redrive(id, again, now))).isTrue();
    assertThat(done(ledger.deadLetters().redrive(id, again, now))).isFalse();
    assertThat(done(ledger.deadLetters().redrive(id + 1, again, now))).isFalse();

    assertThat(ledger.parked().list("c", "g", 0, 10)).hasSize(1);
    assertThat(ledger.deadLetters().find(DeadLetterQuery.all(), 0, 1).get(0).redrivenAt())
        .isEqualTo(now);
    assertThat(found(query(null, null, null, null, true))).isEmpty();
  }

  @Test
  void purging_deletes_what_matches() {
    done(ledger.deadLetters().add(Samples.deadLetter("1", "g", "refused", now)));
    long second = done(ledger.deadLetters().add(Samples.deadLetter("2", "h", "late", now)));

    assertThat(done(ledger.deadLetters().purge(query("g", null, null, null, false)))).isEqualTo(1);

    assertThat(found(DeadLetterQuery.all())).containsExactly(second);
  }
}
