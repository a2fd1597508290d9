package dev.serai.manage.view;

import dev.serai.ledger.Attempt;
import java.time.Instant;
import java.util.List;

/** One failed attempt. */
public record AttemptView(
    int number, Instant at, long millis, String cause, String message, String step) {

  static List<AttemptView> of(List<Attempt> history) {
    return history.stream()
        .map(a -> new AttemptView(a.number(), a.at(), a.millis(), a.cause(), a.message(), a.step()))
        .toList();
  }
}
