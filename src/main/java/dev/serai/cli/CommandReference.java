package dev.serai.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The reference page of the command line, made of every command's help. */
final class CommandReference {

  private CommandReference() {}

  static String markdown(CommandLine serai) {
    StringBuilder page =
        new StringBuilder(
            """
            # The command line

            Generated from the commands themselves; how to use them is in [the guide](../guide/cli.md).
            """);
    for (CommandLine command : all(serai)) {
      page.append("\n## ").append(command.getCommandSpec().qualifiedName()).append("\n\n```text\n");
      page.append(command.getUsageMessage(Ansi.OFF).replace("\r\n", "\n").stripTrailing());
      page.append("\n```\n");
    }
    return page.toString();
  }

  private static List<CommandLine> all(CommandLine command) {
    List<CommandLine> found = new ArrayList<>();
    found.add(command);
    // A command stands once under each of its names.
    for (CommandLine sub : new LinkedHashSet<>(command.getSubcommands().values())) {
      found.addAll(all(sub));
    }
    return found;
  }
}
