package dev.serai.cli;

import dev.serai.manage.view.GroupView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "pause",
    description = "Let a group begin nothing new, until it is resumed or the hub starts anew.")
final class GroupsPauseCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin HubAccess hub;

  @Parameters(index = "0", paramLabel = "CHANNEL", description = "The group's channel.")
  String channel;

  @Parameters(index = "1", paramLabel = "GROUP", description = "The group.")
  String group;

  GroupsPauseCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Administration administration = hub.administration(terminal)) {
      GroupView now = administration.pause(channel, group);
      terminal.say(Lines.of(now));
      terminal.json(now);
    }
    return ExitCode.OK;
  }
}
