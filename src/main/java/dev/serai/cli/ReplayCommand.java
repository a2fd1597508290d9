package dev.serai.cli;

import dev.serai.delivery.Replayer;
import dev.serai.ledger.EventQuery;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.StoredEvent;
import dev.serai.manage.view.EventFilter;
import dev.serai.manage.view.ReplayRequest;
import dev.serai.manage.view.ReplayView;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "replay",
    description = "Send events of the log again, to one group and to no other.",
    footer = {
      "%nExamples:",
      "  serai replay --channel ci.events --group graph --since 7d --dry-run",
      "  serai replay --channel ci.events --group graph --type 'build.*' --rate 200"
    })
final class ReplayCommand implements Callable<Integer> {

  private static final int SHOWN = 20;
  private static final long LOOK_MILLIS = 200;

  private final Terminal terminal;

  @Spec CommandSpec spec;

  @Mixin HubAccess hub;
  @Mixin EventQueryOptions query;

  @Option(names = "--group", paramLabel = "NAME", description = "The group that gets them.")
  String group;

  @Option(
      names = "--rate",
      paramLabel = "PER_SECOND",
      defaultValue = "0",
      description = "How many a second at most; 0 for as fast as the group goes.")
  int rate;

  @Option(names = "--dry-run", description = "Only tell how many and which.")
  boolean dryRun;

  @Option(names = "--no-wait", description = "Do not wait for its end.")
  boolean noWait;

  private ReplayCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new ReplayCommand(terminal))
        .addSubcommand(new ReplayListCommand(terminal))
        .addSubcommand(new ReplayCancelCommand(terminal));
  }

  @Override
  public Integer call() {
    if (query.channel == null || group == null) {
      throw new ParameterException(
          spec.commandLine(), "name the channel and the group: --channel CHANNEL --group GROUP");
    }
    if (dryRun) {
      preview(query.query());
      return ExitCode.OK;
    }
    try (Administration administration = hub.administration(terminal)) {
      ReplayView begun =
          administration.replay(
              new ReplayRequest(query.channel, group, EventFilter.of(query.query()), rate, false));
      ReplayView now = noWait ? begun : await(administration, begun);
      terminal.say(Lines.of(now));
      terminal.json(now);
      return now.state().equals("cancelled") ? ExitCode.FAILED : ExitCode.OK;
    }
  }

  private void preview(EventQuery wanted) {
    if (hub.ledger.isUnlogged(query.channel, terminal)) {
      throw new CliException(ExitCode.INVALID, Replayer.refusal(query.channel));
    }
    try (Ledger ledger = hub.ledger.read(terminal)) {
      long count = ledger.events().count(wanted);
      for (StoredEvent event : ledger.events().find(wanted, 0, SHOWN)) {
        terminal.say(Lines.of(event));
      }
      terminal.say("%,d would be replayed to group %s".formatted(count, group));
      terminal.json(Map.of("count", count, "dryRun", true));
    }
  }

  private ReplayView await(Administration administration, ReplayView begun) {
    terminal.note(
        "replay %d runs; 'serai replay cancel %d' ends it".formatted(begun.id(), begun.id()));
    ReplayView now = begun;
    while (now.state().equals("running")) {
      terminal.progress("%,d replayed".formatted(now.replayed()));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
      now = administration.replay(now.id());
    }
    terminal.progressDone();
    return now;
  }
}
