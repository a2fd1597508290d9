package dev.serai.cli;

import dev.serai.ledger.DeadLetter;
import dev.serai.ledger.DeadLetterQuery;
import dev.serai.ledger.Ledger;
import dev.serai.manage.view.DeadLetterView;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show a dead letter with every failed attempt and its event.")
final class DeadLettersShowCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin LedgerAccess ledger;

  @Parameters(paramLabel = "ID", description = "As listed by 'dead-letters ls'.")
  long id;

  DeadLettersShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Ledger opened = ledger.read(terminal)) {
      DeadLetterQuery query =
          new DeadLetterQuery(id, null, null, null, null, null, null, null, false);
      List<DeadLetter> found = opened.deadLetters().find(query, 0, 1);
      if (found.isEmpty()) {
        throw new CliException(
            ExitCode.FAILED,
            "there is no dead letter %d; 'serai dead-letters ls --redriven' lists all"
                .formatted(id));
      }
      DeadLetterView view = DeadLetterView.of(found.get(0));
      DeadLetterPage.of(view).forEach(terminal::say);
      terminal.json(view);
    }
    return ExitCode.OK;
  }
}
