package dev.serai.cli;

import dev.serai.ledger.DeadLetterQuery;
import java.time.Instant;
import picocli.CommandLine.Option;

/** Which dead letters are meant. */
final class DeadLetterQueryOptions {

  @Option(names = "--channel", paramLabel = "NAME", description = "Those of this channel.")
  String channel;

  @Option(names = "--group", paramLabel = "NAME", description = "Those of this group.")
  String group;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description =
          "Those whose event has this type; an asterisk at the end means any that begins so.")
  String type;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Those whose event has this partition key.")
  String key;

  @Option(
      names = "--cause",
      paramLabel = "TEXT",
      description = "Those whose last failure holds this text, in any case.")
  String cause;

  @Option(
      names = "--since",
      converter = Moment.class,
      paramLabel = "TIME",
      description = "Given up since then: 10m, 7d or 2026-11-21T09:00:00Z.")
  Instant since;

  @Option(
      names = "--until",
      converter = Moment.class,
      paramLabel = "TIME",
      description = "Given up before then.")
  Instant until;

  /** Whether nothing narrows it down. */
  boolean isEmpty() {
    return channel == null
        && group == null
        && type == null
        && key == null
        && cause == null
        && since == null
        && until == null;
  }

  DeadLetterQuery query(Long id, boolean pending) {
    return new DeadLetterQuery(id, channel, group, type, key, cause, since, until, pending);
  }
}
