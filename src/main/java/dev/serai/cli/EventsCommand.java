package dev.serai.cli;

import dev.serai.ledger.EventLog;
import dev.serai.ledger.EventQuery;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.StoredEvent;
import dev.serai.manage.view.EventView;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "events",
    description = "Show events of the log, the newest last.",
    footer = {
      "%nExamples:",
      "  serai events --channel ci.events --since 1h",
      "  serai events --follow --type 'pipeline.failed'",
      "  serai events --type 'pipeline.*' --key acme/shop --json | jq .event.data"
    })
final class EventsCommand implements Callable<Integer> {

  private static final int PAGE = 100;
  private static final long LOOK_MILLIS = 200;

  private final Terminal terminal;

  @Mixin LedgerAccess ledger;
  @Mixin EventQueryOptions query;

  @Mixin LimitOption limit;

  @Option(
      names = "--after",
      paramLabel = "SEQ",
      description = "The oldest ones after this place of the log, instead of the newest.")
  Long after;

  @Option(names = "--count", description = "Only tell how many there are.")
  boolean count;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with events as they come, until Ctrl-C.")
  boolean follow;

  EventsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (ledger.isUnlogged(query.channel, terminal)) {
      terminal.note(
          "channel '%s' keeps no log (log: false): what every group has settled is not here"
              .formatted(query.channel));
    }
    try (Ledger opened = ledger.read(terminal)) {
      EventLog log = opened.events();
      if (count) {
        long events = log.count(query.query());
        terminal.say("%,d".formatted(events));
        terminal.json(Map.of("count", events));
      } else {
        List<StoredEvent> events =
            after == null
                ? newest(log, query.query(), limit.value)
                : log.find(query.query(), after, limit.value);
        events.forEach(this::show);
        if (events.isEmpty()) {
          unknown(log);
        }
        if (follow) {
          follow(log, events.isEmpty() ? last(log) : events.get(events.size() - 1).seq());
        }
      }
    }
    return ExitCode.OK;
  }

  private void unknown(EventLog log) {
    List<String> known = log.channels();
    if (query.channel != null && !known.contains(query.channel)) {
      terminal.note(
          "the log has nothing of a channel '%s'; it has %s"
              .formatted(query.channel, known.isEmpty() ? "none" : String.join(", ", known)));
    }
  }

  private void follow(EventLog log, long place) {
    long at = place;
    while (!Thread.interrupted() && !terminal.isDeaf()) {
      List<StoredEvent> page = log.find(query.query(), at, PAGE);
      page.forEach(this::show);
      if (page.isEmpty()) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
      } else {
        at = page.get(page.size() - 1).seq();
      }
    }
  }

  private static long last(EventLog log) {
    return log.channels().stream().mapToLong(log::lastSeq).max().orElse(0);
  }

  private void show(StoredEvent event) {
    terminal.say(Lines.of(event));
    terminal.json(EventView.of(event));
  }

  /** Looks back over ever larger parts of the log until there are enough. */
  private static List<StoredEvent> newest(EventLog log, EventQuery wanted, int limit) {
    long last = last(log);
    for (long back = limit; ; back *= 4) {
      long from = Math.max(0, last - back);
      Newest found = new Newest(limit);
      long at = from;
      List<StoredEvent> page = log.find(wanted, at, limit);
      while (!page.isEmpty()) {
        found.add(page);
        page = log.find(wanted, page.get(page.size() - 1).seq(), limit);
      }
      if (from == 0 || found.isFull()) {
        return found.events();
      }
    }
  }
}
