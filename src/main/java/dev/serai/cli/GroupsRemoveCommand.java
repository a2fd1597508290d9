package dev.serai.cli;

import dev.serai.manage.view.GroupView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "rm",
    description =
        "Forget a group that no route serves any more, with what it has parked; its channel is"
            + " trimmed again.")
final class GroupsRemoveCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin HubAccess hub;

  @Parameters(index = "0", paramLabel = "CHANNEL", description = "The group's channel.")
  String channel;

  @Parameters(index = "1", paramLabel = "GROUP", description = "The group.")
  String group;

  GroupsRemoveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Administration administration = hub.administration(terminal)) {
      GroupView removed = administration.remove(channel, group);
      terminal.say("removed: " + Lines.of(removed));
      terminal.json(removed);
    }
    return ExitCode.OK;
  }
}
