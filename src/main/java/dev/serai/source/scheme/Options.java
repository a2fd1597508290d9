package dev.serai.source.scheme;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The options of one connector's scheme while it is made. */
final class Options {

  private final Map<String, String> given;
  private final Set<String> asked = new TreeSet<>();

  Options(Map<String, String> given) {
    this.given = given;
  }

  /** Null when it is not given. */
  String text(String name) {
    asked.add(name);
    return given.get(name);
  }

  String text(String name, String byDefault) {
    String text = text(name);
    return text == null ? byDefault : text;
  }

  /** A header's name in lower case, or null. */
  String header(String name) {
    String text = text(name);
    try {
      return text == null ? null : HeaderName.lookedUp(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  /** One of several words. */
  <T> T choice(String name, Map<String, T> words, String byDefault) {
    String word = text(name, byDefault);
    T chosen = words.get(word.toLowerCase(Locale.ROOT));
    if (chosen == null) {
      throw new IllegalArgumentException(
          "%s: '%s' is unknown; known are %s"
              .formatted(name, word, String.join(", ", words.keySet())));
    }
    return chosen;
  }

  TimeWindow tolerance() {
    String text = text("tolerance");
    return text == null ? TimeWindow.USUAL : new TimeWindow(Duration.parse(text));
  }

  /** What was asked for, sorted. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  /** Refuses what no one asked for: it would be believed to have an effect. */
  void refuseUnused(String scheme) {
    Map<String, String> unused = new LinkedHashMap<>(given);
    unused.keySet().removeAll(asked);
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: the scheme '%s' has no such option; %s. Remove it, or write scheme: hmac to describe the sender yourself"
              .formatted(
                  unused.keySet().iterator().next(),
                  scheme,
                  asked.isEmpty() ? "it has none" : "it has " + String.join(", ", asked)));
    }
  }
}
