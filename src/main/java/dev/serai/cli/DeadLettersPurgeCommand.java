package dev.serai.cli;

import dev.serai.ledger.DeadLetterQuery;
import dev.serai.manage.view.DeadLetterFilter;
import dev.serai.manage.view.PurgeRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "purge",
    description = "Delete dead letters for good.",
    footer = {"%nWithout --yes it tells what would be deleted, and deletes nothing."})
final class DeadLettersPurgeCommand implements Callable<Integer> {

  private static final int SHOWN = 20;

  private final Terminal terminal;

  @Mixin HubAccess hub;
  @Mixin DeadLettersSelection selection;

  @Option(names = "--reason", paramLabel = "TEXT", description = "For the audit log.")
  String reason;

  @Option(names = "--yes", description = "Really delete them.")
  boolean yes;

  DeadLettersPurgeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<DeadLetterQuery> queries = selection.queries(false);
    if (selection.dryRun || !yes) {
      DeadLetterPreview.show(hub.ledger, terminal, queries, SHOWN, "would be deleted");
      if (!selection.dryRun) {
        terminal.note("serai: nothing was deleted; repeat it with --yes");
      }
      return selection.dryRun ? ExitCode.OK : ExitCode.INVALID;
    }
    try (Administration administration = hub.administration(terminal)) {
      int deleted = queries.stream().mapToInt(query -> purge(administration, query)).sum();
      terminal.say("%,d deleted".formatted(deleted));
      terminal.json(Map.of("purged", deleted));
      return ExitCode.OK;
    }
  }

  private int purge(Administration administration, DeadLetterQuery query) {
    return administration.purge(
        new PurgeRequest(DeadLetterFilter.of(query), selection.all, reason));
  }
}
