package dev.serai.source.feed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** The names that HTML 4 gives to characters, which feeds use without declaring them. */
final class HtmlEntities {

  private static final Map<String, String> ALL = load();

  private HtmlEntities() {}

  /** Null for a name that HTML does not have. */
  static String character(String name) {
    return ALL.get(name);
  }

  private static Map<String, String> load() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                HtmlEntities.class.getResourceAsStream("html-entities"),
                StandardCharsets.US_ASCII))) {
      return lines
          .lines()
          .map(line -> line.split(" "))
          .collect(
              Collectors.toUnmodifiableMap(
                  parts -> parts[0], parts -> Character.toString(Integer.parseInt(parts[1], 16))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
