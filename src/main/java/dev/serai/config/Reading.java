package dev.serai.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One reading of a file: the mistakes found so far, and where the reader is. */
final class Reading {

  /** What the rest of the reading shares. */
  private record Shared(
      Placeholders placeholders,
      Known known,
      List<Problem> problems,
      List<Reference> references,
      Map<String, Map<String, Place>> definitions) {}

  /** A name that must be defined elsewhere in the file. */
  record Reference(String kind, String name, String from, Place place) {}

  private final Shared shared;
  private final String path;
  private final String name;

  private Reading(Shared shared, String path, String name) {
    this.shared = shared;
    this.path = path;
    this.name = name;
  }

  static Reading begin(Placeholders placeholders, Known known, List<Problem> problems) {
    return new Reading(
        new Shared(placeholders, known, problems, new ArrayList<>(), new LinkedHashMap<>()),
        "",
        "");
  }

  /** The reader of a value below. */
  Reading in(String below) {
    return new Reading(shared, path.isEmpty() ? below : path + "." + below, below);
  }

  /** For example {@code connectors.github.verify}; empty for the whole file. */
  String path() {
    return path;
  }

  /** The last part of the path. */
  String name() {
    return name;
  }

  Known known() {
    return shared.known;
  }

  int problems() {
    return shared.problems.size();
  }

  void tell(Place place, String message) {
    shared.problems.add(new Problem(place, message));
  }

  void tell(Refusal refusal) {
    if (refusal.problem() != null) {
      shared.problems.add(refusal.problem());
    }
  }

  /** A single value with its variables filled in. */
  Placeholders.Expanded text(Yaml value, Type<?> wanted) throws Refusal {
    if (value instanceof Yaml.Scalar scalar) {
      return shared.placeholders.expand(scalar);
    }
    throw wants(wanted, value, value.kind());
  }

  Refusal wants(Type<?> wanted, Yaml value, String found) {
    return new Refusal(
        value.place(),
        "%s wants %s, but is %s"
            .formatted(path.isEmpty() ? "the file" : path, wanted.description(), found));
  }

  /** Quotes what the user wrote, and what became of it where variables were filled in. */
  Refusal wants(Type<?> wanted, Yaml value, Placeholders.Expanded found) {
    String written = ((Yaml.Scalar) value).text();
    return wants(
        wanted,
        value,
        found.touched()
            ? "'%s' (from %s)".formatted(found.text(), written)
            : "'%s'".formatted(written));
  }

  void define(String kind, String name, Place place) {
    shared.definitions.computeIfAbsent(kind, k -> new LinkedHashMap<>()).put(name, place);
  }

  void refer(String kind, String name, Place place) {
    shared.references.add(new Reference(kind, name, path, place));
  }

  Map<String, Place> definitions(String kind) {
    return shared.definitions.getOrDefault(kind, Map.of());
  }

  /** Tells every name defined in the file that must be known from outside it. */
  void checkBrokers() {
    Set<String> brokers = shared.known.brokers();
    definitions("broker")
        .forEach(
            (name, place) -> {
              if (!brokers.isEmpty() && !brokers.contains(name)) {
                tell(
                    place,
                    "brokers: there is no broker '%s'; %s"
                        .formatted(name, Suggestion.among(name, brokers)));
              }
            });
  }

  /** Tells every reference to something that is not defined. */
  void checkReferences() {
    for (Reference r : shared.references) {
      Set<String> defined = definitions(r.kind).keySet();
      if (!defined.contains(r.name)) {
        tell(
            r.place,
            "%s refers to the %s '%s', which is not defined; %s. Define it under '%ss:' or correct the name."
                .formatted(r.from, r.kind, r.name, Suggestion.among(r.name, defined), r.kind)
                .replace("?. ", "? "));
      }
    }
  }
}
