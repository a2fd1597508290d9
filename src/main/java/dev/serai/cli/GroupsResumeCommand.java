package dev.serai.cli;

import dev.serai.manage.view.GroupView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "resume", description = "Let a paused group go on.")
final class GroupsResumeCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin HubAccess hub;

  @Parameters(index = "0", paramLabel = "CHANNEL", description = "The group's channel.")
  String channel;

  @Parameters(index = "1", paramLabel = "GROUP", description = "The group.")
  String group;

  GroupsResumeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Administration administration = hub.administration(terminal)) {
      GroupView now = administration.resume(channel, group);
      terminal.say(Lines.of(now));
      terminal.json(now);
    }
    return ExitCode.OK;
  }
}
