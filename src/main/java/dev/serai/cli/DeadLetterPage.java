package dev.serai.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.event.JsonEvents;
import dev.serai.manage.view.AttemptView;
import dev.serai.manage.view.DeadLetterView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A dead letter in full. */
final class DeadLetterPage {

  private static final ObjectMapper JSON = new ObjectMapper();

  private DeadLetterPage() {}

  static List<String> of(DeadLetterView letter) {
    List<String> lines = new ArrayList<>();
    lines.add("id        " + letter.id());
    lines.add("given up  " + letter.at() + ", " + letter.reason());
    lines.add("channel   " + letter.channel() + ", group " + letter.group());
    lines.add("route     " + Objects.requireNonNullElse(letter.route(), "-"));
    lines.add("key       " + Objects.requireNonNullElse(letter.key(), "-"));
    if (letter.redrivenAt() != null) {
      lines.add("again     " + letter.redrivenAt());
    }
    lines.add("attempts");
    letter.attempts().forEach(attempt -> lines.add("  " + line(attempt)));
    lines.add("event");
    lines.addAll(event(letter));
    return lines;
  }

  private static String line(AttemptView a) {
    String step = a.step() == null ? "" : "  at " + a.step();
    return "%d  %s  %d ms  %s: %s%s"
        .formatted(a.number(), a.at(), a.millis(), a.cause(), oneLine(a.message()), step);
  }

  /** As the log writes it. */
  private static String oneLine(String message) {
    return message == null ? null : message.strip().replaceAll("\\R", " | ");
  }

  private static List<String> event(DeadLetterView letter) {
    try {
      return JSON.readTree(JsonEvents.write(letter.event())).toPrettyString().lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
