package dev.serai.cli;

import dev.serai.ledger.EventQuery;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which events of the log are meant. */
final class EventQueryOptions {

  @Option(names = "--channel", paramLabel = "NAME", description = "Events of this channel.")
  String channel;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      split = ",",
      description = "Events of this type; an asterisk at the end means any that begin so.")
  Set<String> types = new LinkedHashSet<>();

  @Option(names = "--subject", paramLabel = "SUBJECT", description = "Events with this subject.")
  String subject;

  @Option(names = "--key", paramLabel = "KEY", description = "Events with this partition key.")
  String key;

  @Option(names = "--id", paramLabel = "ID", description = "Events with this id.")
  String id;

  @Option(
      names = "--since",
      converter = Moment.class,
      paramLabel = "TIME",
      description = "Recorded since then: 10m, 7d or 2026-11-21T09:00:00Z.")
  Instant since;

  @Option(
      names = "--until",
      converter = Moment.class,
      paramLabel = "TIME",
      description = "Recorded before then.")
  Instant until;

  EventQuery query() {
    return new EventQuery(channel, since, until, types, subject, key, id);
  }
}
