package dev.serai.cli;

import dev.serai.normalize.Normalizers;
import dev.serai.source.scheme.Schemes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A system whose messages the hub knows, as its declarations tell it. */
record KnownSender(Normalizers.Described described) {

  /** Those that send; what is polled is known, too, but proves nothing. */
  static List<KnownSender> all() {
    return Normalizers.names().stream()
        .map(KnownSender::named)
        .filter(known -> !known.schemes().isEmpty())
        .toList();
  }

  static KnownSender named(String name) {
    return new KnownSender(Normalizers.describe(name));
  }

  String name() {
    return described.name();
  }

  String about() {
    return described.about();
  }

  List<String> schemes() {
    return described.schemes();
  }

  /** Every type that comes of its messages. */
  Set<String> types() {
    return described.events().values().stream()
        .flatMap(Set::stream)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Its events and what comes of each; those that are ignored are left out. */
  Map<String, Set<String>> events() {
    return described.events().entrySet().stream()
        .filter(event -> !event.getValue().isEmpty())
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
  }

  List<String> samples() {
    return Samples.of(name()).names();
  }

  /** A connector for it, as connectors.yaml has it. */
  String yaml() {
    if (schemes().isEmpty()) {
      return """
          connectors:
            releases:
              type: %s
              url: "https://example.org/releases.atom"
              channel: events
          """
          .formatted(name());
    }
    String secret = name().toUpperCase(Locale.ROOT) + "_SECRET";
    String scheme = schemes().get(0);
    String header = Schemes.options(scheme).contains("header") ? ", header: X-Signature" : "";
    return """
        connectors:
          %1$s:
            type: webhook
            enabled: auto
            verify: { scheme: %2$s%4$s, secrets: ["${%3$s:}"] }
            normalize: %1$s
            channel: events
        """
        .formatted(name(), scheme, secret, header);
  }
}
