package dev.serai.cli;

import dev.serai.manage.view.ReplayView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "cancel", description = "End a replay; what it handed on already is still handled.")
final class ReplayCancelCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin HubAccess hub;

  @Parameters(paramLabel = "ID", description = "As listed by 'replay ls'.")
  long id;

  ReplayCancelCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Administration administration = hub.administration(terminal)) {
      ReplayView now = administration.cancelReplay(id);
      terminal.say(Lines.of(now));
      terminal.json(now);
    }
    return ExitCode.OK;
  }
}
