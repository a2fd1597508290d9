package dev.serai.cli;

import dev.serai.ledger.DeadLetter;
import dev.serai.ledger.DeadLetterQuery;
import dev.serai.ledger.Ledger;
import dev.serai.manage.view.DeadLetterView;
import java.util.List;
import java.util.Map;

/** Shows what a change would touch. */
final class DeadLetterPreview {

  private DeadLetterPreview() {}

  static long show(
      LedgerAccess access,
      Terminal terminal,
      List<DeadLetterQuery> queries,
      int shown,
      String becomes) {
    long count = 0;
    try (Ledger ledger = access.read(terminal)) {
      for (DeadLetterQuery query : queries) {
        count += ledger.deadLetters().count(query);
        for (DeadLetter letter : ledger.deadLetters().find(query, 0, shown)) {
          terminal.say(Lines.of(DeadLetterView.of(letter)));
        }
      }
    }
    terminal.say("%,d %s".formatted(count, becomes));
    terminal.json(Map.of("count", count, "dryRun", true));
    return count;
  }
}
