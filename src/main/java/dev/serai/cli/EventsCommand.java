package dev.serai.cli;

import dev.serai.ledger.EventLog;
import dev.serai.ledger.EventQuery;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.StoredEvent;
import dev.serai.manage.view.EventView;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "events",
    description = "Show events of the log, the newest last.",
    footer = {
      "%nExamples:",
      "  serai events --channel ci.events --since 1h",
      "  serai events --type 'pipeline.*' --key acme/shop --json | jq .event.data"
    })
final class EventsCommand implements Callable<Integer> {

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

  EventsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
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
      }
    }
    return ExitCode.OK;
  }

  private void show(StoredEvent event) {
    terminal.say(Lines.of(event));
    terminal.json(EventView.of(event));
  }

  /** Looks back over ever larger parts of the log until there are enough. */
  private static List<StoredEvent> newest(EventLog log, EventQuery wanted, int limit) {
    long last = log.channels().stream().mapToLong(log::lastSeq).max().orElse(0);
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
