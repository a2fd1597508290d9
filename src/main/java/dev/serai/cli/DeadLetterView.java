package dev.serai.cli;

import dev.serai.ledger.Attempt;
import dev.serai.ledger.DeadLetter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Dead letters as commands show them. */
final class DeadLetterView {

  private DeadLetterView() {}

  static String line(DeadLetter letter) {
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

  /** For {@code show}. */
  static List<String> text(DeadLetter letter) {
    List<String> lines = new ArrayList<>();
    lines.add("id        " + letter.id());
    lines.add("given up  " + letter.at() + ", " + letter.reason());
    lines.add("channel   " + letter.channel() + ", group " + letter.group());
    lines.add("route     " + Objects.toString(letter.route(), "-"));
    lines.add("key       " + Objects.toString(letter.key(), "-"));
    if (letter.redrivenAt() != null) {
      lines.add("again     " + letter.redrivenAt());
    }
    lines.add("attempts");
    for (Attempt a : letter.history()) {
      lines.add(
          "  %d  %s  %d ms  %s: %s%s"
              .formatted(
                  a.number(),
                  a.at(),
                  a.millis(),
                  a.cause(),
                  a.message(),
                  a.step() == null ? "" : "  at " + a.step()));
    }
    lines.add("event");
    lines.addAll(List.of(EventView.json(letter.event()).toPrettyString().split("\n")));
    return lines;
  }

  static Map<String, Object> json(DeadLetter letter) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", letter.id());
    view.put("at", letter.at().toString());
    view.put("reason", letter.reason());
    view.put("channel", letter.channel());
    view.put("group", letter.group());
    view.put("route", letter.route());
    view.put("key", letter.key());
    view.put("position", letter.position());
    view.put("redrivenAt", letter.redrivenAt() == null ? null : letter.redrivenAt().toString());
    view.put("attempts", letter.history().stream().map(DeadLetterView::json).toList());
    view.put("event", EventView.json(letter.event()));
    return view;
  }

  private static Map<String, Object> json(Attempt attempt) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("number", attempt.number());
    view.put("at", attempt.at().toString());
    view.put("millis", attempt.millis());
    view.put("cause", attempt.cause());
    view.put("message", attempt.message());
    view.put("step", attempt.step());
    return view;
  }

  private static String cause(DeadLetter letter) {
    if (letter.history().isEmpty()) {
      return letter.reason();
    }
    Attempt last = letter.history().get(letter.history().size() - 1);
    String name = last.cause().substring(last.cause().lastIndexOf('.') + 1);
    return last.message().isEmpty() ? name : name + ": " + last.message().lines().findFirst().get();
  }
}
