package dev.serai.cli;

import java.time.Duration;
import java.util.Objects;
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
        terminal.say(line(group));
        terminal.json(group);
      }
    }
    return ExitCode.OK;
  }

  private static String line(GroupView group) {
    return "%-20s  %-16s  %-10s  %8s unsettled  oldest %-8s  %6s parked  %s"
        .formatted(
            group.channel(),
            group.group(),
            group.state(),
            Objects.requireNonNullElse(group.unsettled(), "?"),
            group.oldestMillis() == null
                ? "?"
                : Duration.ofMillis(group.oldestMillis()).toSeconds() + "s",
            Objects.requireNonNullElse(group.parked(), "?"),
            Objects.requireNonNullElse(group.trouble(), ""));
  }
}
