package dev.serai.delivery;

import static dev.serai.delivery.EmbeddedHub.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.LogLines;
import dev.serai.ledger.Attempt;
import dev.serai.ledger.DeadLetter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailureLogTest {

  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

  private final LogLines lines = new LogLines(FailureLog.class.getName());
  private final FailureLog log = new FailureLog("orders", "shipping");

  @AfterEach
  void close() {
    lines.close();
  }

  private static Attempt attempt(String message) {
    return new Attempt(2, NOW, "java.net.ConnectException", message, "ship/to1", 7);
  }

  private static DeadLetter letter(String id, String message) {
    return new DeadLetter(
        0,
        "orders",
        "shipping",
        "ship",
        "1",
        "k",
        event(id, "k"),
        "attempts-exhausted",
        NOW,
        List.of(attempt(message)),
        null);
  }

  @Test
  void a_dead_letter_is_told_with_its_cause_and_the_way_to_it() {
    log.gaveUp(letter("o-1", "refused"), 42, false);

    assertThat(lines.all())
        .singleElement()
        .asString()
        .contains(
            "group 'shipping' of 'orders'",
            "event 'o-1' is dead letter 42",
            "attempt 2 in route ship",
            "java.net.ConnectException: refused",
            "see 'serai dead-letters show 42'");
  }

  @Test
  void what_poison_says_is_not_told_as_it_may_quote_the_data() {
    log.gaveUp(letter("o-1", "card 4711 is no number"), 42, true);

    assertThat(lines.all()).singleElement().asString().doesNotContain("4711");
  }

  @Test
  void many_failures_at_once_are_one_line_of_each_kind() {
    for (int i = 0; i < 100; i++) {
      log.failed("o-" + i, attempt("refused"));
      log.gaveUp(letter("o-" + i, "refused"), i, false);
    }

    assertThat(lines.all()).hasSizeBetween(2, 4);
    assertThat(lines.all().get(0))
        .contains("event 'o-0' failed at attempt 2 and is tried again", "refused");
  }

  @Test
  void a_long_id_and_a_long_message_are_cut() {
    log.gaveUp(letter("o".repeat(5_000), "m".repeat(5_000)), 42, false);

    assertThat(lines.all())
        .singleElement()
        .asString()
        .hasSizeLessThan(1_000)
        .contains("ooo…", "mmm…");
  }
}
