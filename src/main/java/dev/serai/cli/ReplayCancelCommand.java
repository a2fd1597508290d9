package dev.serai.cli;

import java.util.Map;
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
      if (!administration.cancelReplay(id)) {
        throw new CliException(
            ExitCode.FAILED,
            "replay %d is not under way; 'serai replay ls' lists all".formatted(id));
      }
    }
    terminal.say("replay %d is cancelled".formatted(id));
    terminal.json(Map.of("cancelled", id));
    return ExitCode.OK;
  }
}
