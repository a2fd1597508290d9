package dev.serai.cli;

import dev.serai.manage.view.GroupView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "ls",
    description =
        "List the groups: how far each is behind, what waits for another attempt, what troubles it.")
final class GroupsListCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin HubAccess hub;

  GroupsListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Administration administration = hub.administration(terminal)) {
      for (GroupView group : administration.groups()) {
        terminal.say(Lines.of(group));
        terminal.json(group);
      }
    }
    return ExitCode.OK;
  }
}
