package dev.serai.cli;

import dev.serai.ledger.DeadLetterQuery;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which dead letters are to be changed: never all of them by an oversight. */
final class DeadLettersSelection {

  @Spec(Target.MIXEE)
  CommandSpec command;

  @Parameters(arity = "0..*", paramLabel = "ID", description = "As listed by 'dead-letters ls'.")
  List<Long> ids = new ArrayList<>();

  @Mixin DeadLetterQueryOptions query;

  @Option(names = "--all", description = "All of them; needed when nothing else is said.")
  boolean all;

  @Option(names = "--dry-run", description = "Only tell how many and which.")
  boolean dryRun;

  /** One query for each id, or one for all. */
  List<DeadLetterQuery> queries(boolean pending) {
    if (ids.isEmpty() && query.isEmpty() && !all) {
      throw new ParameterException(
          command.commandLine(),
          "name dead letters by id or by an option such as --group, or write --all");
    }
    if (all && (!ids.isEmpty() || !query.isEmpty())) {
      throw new ParameterException(
          command.commandLine(), "--all goes with no other choice of dead letters");
    }
    return ids.isEmpty()
        ? List.of(query.query(null, pending))
        : ids.stream().map(id -> query.query(id, pending)).toList();
  }
}
