package dev.serai.sanitize;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Set;

/** Rules and messages as texts. */
final class Cleaned {

  private Cleaned() {}

  static Rules dropping(String... paths) {
    return new Rules(List.of(), List.of(paths), List.of(), List.of(), Set.of(), false, null);
  }

  static Rules masking(String... paths) {
    return new Rules(List.of(), List.of(), List.of(paths), List.of(), Set.of(), false, null);
  }

  static Rules hashing(String key, String... paths) {
    return new Rules(List.of(), List.of(), List.of(), List.of(paths), Set.of(), false, key);
  }

  static Rules detecting(Detector... detectors) {
    return new Rules(List.of(), List.of(), List.of(), List.of(), Set.of(detectors), false, null);
  }

  static String clean(Rules rules, String message) {
    return clean(rules, message, "application/json");
  }

  static String clean(Rules rules, String message, String type) {
    return new String(new Sanitizer(rules).sanitize(message.getBytes(UTF_8), type), UTF_8);
  }
}
