package dev.serai.cli;

import dev.serai.event.Extensions;
import dev.serai.ledger.StoredEvent;
import dev.serai.manage.view.AttemptView;
import dev.serai.manage.view.DeadLetterView;
import dev.serai.manage.view.GroupView;
import dev.serai.manage.view.ReplayView;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** One line for each thing of a list. */
final class Lines {

  private Lines() {}

  static String of(StoredEvent stored) {
    return "%8d  %-24s  %-20s  %-28s  %s  %s"
        .formatted(
            stored.seq(),
            stored.recordedAt(),
            stored.channel(),
            stored.event().getType(),
            Objects.requireNonNullElse(Extensions.partitionKey(stored.event()), "-"),
            stored.event().getId());
  }

  static String of(DeadLetterView letter) {
    return "%6d  %-24s  %-20s  %-16s  %-28s  %s%s"
        .formatted(
            letter.id(),
            letter.at(),
            letter.channel(),
            letter.group(),
            letter.event().getType(),
            cause(letter),
            letter.redrivenAt() == null ? "" : "  (sent again " + letter.redrivenAt() + ")");
  }

  private static String cause(DeadLetterView letter) {
    List<AttemptView> attempts = letter.attempts();
    if (attempts.isEmpty()) {
      return letter.reason();
    }
    AttemptView last = attempts.get(attempts.size() - 1);
    String name = last.cause().substring(last.cause().lastIndexOf('.') + 1);
    return last.message().lines().findFirst().map(line -> name + ": " + line).orElse(name);
  }

  static String of(ReplayView replay) {
    return "%6d  %-24s  %-20s  %-16s  %-9s  %,d replayed"
        .formatted(
            replay.id(),
            replay.startedAt(),
            replay.channel(),
            replay.group(),
            replay.state(),
            replay.replayed());
  }

  static String of(GroupView group) {
    return "%-20s  %-16s  %-8s  %8s unsettled, oldest %-6s  %6d parked  %4d in flight%s"
        .formatted(
            group.channel(),
            group.group(),
            state(group),
            Objects.requireNonNullElse(group.lagEvents(), "?"),
            group.lagMillis() == null
                ? "?"
                : Duration.ofMillis(group.lagMillis()).toSeconds() + "s",
            group.parked(),
            group.inFlight(),
            group.trouble() == null ? "" : "  " + group.trouble());
  }

  private static String state(GroupView group) {
    if (group.paused()) {
      return "paused";
    }
    if (group.route() == null) {
      return "unserved";
    }
    return group.breaker().equals("open") ? "breaker" : group.trouble() == null ? "runs" : "stands";
  }
}
