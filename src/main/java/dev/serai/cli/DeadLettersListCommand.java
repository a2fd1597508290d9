package dev.serai.cli;

import dev.serai.ledger.DeadLetter;
import dev.serai.ledger.Ledger;
import dev.serai.manage.view.DeadLetterView;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "ls", description = "List dead letters, the oldest first.")
final class DeadLettersListCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin LedgerAccess ledger;
  @Mixin DeadLetterQueryOptions query;
  @Mixin LimitOption limit;

  @Option(names = "--redriven", description = "Also those that were sent again.")
  boolean redriven;

  @Option(
      names = "--after",
      paramLabel = "ID",
      defaultValue = "0",
      description = "Only those with a higher id.")
  long after;

  @Option(names = "--count", description = "Only tell how many there are.")
  boolean count;

  DeadLettersListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Ledger opened = ledger.read(terminal)) {
      long all = opened.deadLetters().count(query.query(null, !redriven));
      if (count) {
        terminal.say("%,d".formatted(all));
        terminal.json(Map.of("count", all));
        return ExitCode.OK;
      }
      List<DeadLetter> letters =
          opened.deadLetters().find(query.query(null, !redriven), after, limit.value);
      for (DeadLetter letter : letters) {
        DeadLetterView view = DeadLetterView.of(letter);
        terminal.say(Lines.of(view));
        terminal.json(view);
      }
      if (letters.size() < all) {
        terminal.note("%,d of %,d; see --limit and --after".formatted(letters.size(), all));
      }
    }
    return ExitCode.OK;
  }
}
