package dev.serai.cli;

import dev.serai.manage.view.GroupView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "rm",
    description =
        "Forget a group that no route serves any more, with what it has parked; its channel is"
            + " trimmed again.")
final class GroupsRemoveCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin HubAccess hub;

  @Mixin GroupParameters group;

  GroupsRemoveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Administration administration = hub.administration(terminal)) {
      GroupView removed = administration.remove(group.channel, group.name);
      terminal.say("removed: " + Lines.of(removed));
      terminal.json(removed);
    }
    return ExitCode.OK;
  }
}
