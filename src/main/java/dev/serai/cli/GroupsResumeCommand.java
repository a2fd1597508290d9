package dev.serai.cli;

import dev.serai.manage.view.GroupView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "resume", description = "Let a paused group go on.")
final class GroupsResumeCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin HubAccess hub;

  @Mixin GroupParameters group;

  GroupsResumeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Administration administration = hub.administration(terminal)) {
      GroupView now = administration.resume(group.channel, group.name);
      terminal.say(Lines.of(now));
      terminal.json(now);
    }
    return ExitCode.OK;
  }
}
