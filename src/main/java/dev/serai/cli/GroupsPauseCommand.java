package dev.serai.cli;

import dev.serai.manage.view.GroupView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "pause",
    description = "Let a group begin nothing new, until it is resumed or the hub starts anew.")
final class GroupsPauseCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin HubAccess hub;

  @Mixin GroupParameters group;

  GroupsPauseCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Administration administration = hub.administration(terminal)) {
      GroupView now = administration.pause(group.channel, group.name);
      terminal.say(Lines.of(now));
      terminal.json(now);
    }
    return ExitCode.OK;
  }
}
