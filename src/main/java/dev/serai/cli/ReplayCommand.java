package dev.serai.cli;

import dev.serai.ledger.EventQuery;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.Replay;
import dev.serai.ledger.StoredEvent;
import java.util.List;
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
      long id = administration.replay(query.channel, group, query.query(), rate);
      terminal.note("replay %d runs; 'serai replay cancel %d' stops it".formatted(id, id));
      return noWait ? started(id) : await(id);
    }
  }

  private void preview(EventQuery wanted) {
    try (Ledger ledger = hub.ledger.read(terminal)) {
      long count = ledger.events().count(wanted);
      for (StoredEvent event : ledger.events().find(wanted, 0, SHOWN)) {
        terminal.say(EventView.line(event));
      }
      terminal.say("%,d would be replayed to group %s".formatted(count, group));
      terminal.json(Map.of("count", count, "dryRun", true));
    }
  }

  private int started(long id) {
    terminal.json(Map.of("id", id));
    return ExitCode.OK;
  }

  private int await(long id) {
    try (Ledger ledger = hub.ledger.read(terminal)) {
      Replay replay = find(ledger, id);
      while (replay.state().equals("running")) {
        terminal.progress("%,d replayed".formatted(replay.replayed()));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        replay = find(ledger, id);
      }
      terminal.progressDone();
      terminal.say(ReplayView.line(replay));
      terminal.json(ReplayView.json(replay));
      return replay.state().equals("done") ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private static Replay find(Ledger ledger, long id) {
    List<Replay> all = ledger.replays().all();
    return all.stream()
        .filter(replay -> replay.id() == id)
        .findFirst()
        .orElseThrow(() -> new CliException(ExitCode.FAILED, "replay %d is gone".formatted(id)));
  }
}
