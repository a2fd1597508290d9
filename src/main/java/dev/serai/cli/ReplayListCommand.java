package dev.serai.cli;

import dev.serai.ledger.Ledger;
import dev.serai.ledger.Replay;
import dev.serai.manage.view.ReplayView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "ls", description = "List replays, those under way and those that ended.")
final class ReplayListCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin LedgerAccess ledger;

  ReplayListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Ledger opened = ledger.read(terminal)) {
      for (Replay replay : opened.replays().all()) {
        ReplayView view = ReplayView.of(replay);
        terminal.say(Lines.of(view));
        terminal.json(view);
      }
    }
    return ExitCode.OK;
  }
}
