package dev.serai.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A map with declared keys.
 *
 * @param meaning what it is for, for the reference page
 * @param maker called only when every key was read without a mistake
 */
record Section<T>(String meaning, List<Key<?>> keys, Maker<T> maker) implements Type<T> {

  /** Makes the record of what was read. */
  @FunctionalInterface
  interface Maker<T> {
    T make(Fields fields, Reading reading) throws Refusal;
  }

  /** What was read, by key. */
  static final class Fields {

    private final Place place;
    private final Map<Key<?>, Object> values = new HashMap<>();
    private final Map<Key<?>, Place> written = new HashMap<>();

    private Fields(Place place) {
      this.place = place;
    }

    /** Null when it was left out and has no default. */
    @SuppressWarnings("unchecked") // put in under the same key, by its own type
    <V> V get(Key<V> key) {
      return (V) values.get(key);
    }

    /** Where the section begins. */
    Place place() {
      return place;
    }

    /** Where the key was written, null when it was left out. */
    Place place(Key<?> key) {
      return written.get(key);
    }
  }

  Section {
    keys = List.copyOf(keys);
  }

  @Override
  public String description() {
    return "a map with the keys " + String.join(", ", keys.stream().map(Key::name).toList());
  }

  @Override
  public T read(Yaml value, Reading reading) throws Refusal {
    Yaml.Mapping mapping = mapping(value, reading);
    int before = reading.problems();
    tellUnknown(mapping, reading);
    Fields fields = new Fields(mapping.place());
    for (Key<?> key : keys) {
      read(key, mapping, fields, reading);
    }
    if (reading.problems() > before) {
      throw Refusal.alreadyTold();
    }
    return maker.make(fields, reading);
  }

  private Yaml.Mapping mapping(Yaml value, Reading reading) throws Refusal {
    if (value instanceof Yaml.Mapping mapping) {
      return mapping;
    }
    if (value instanceof Yaml.Scalar scalar && scalar.isNull()) {
      return new Yaml.Mapping(value.place(), List.of(), 1);
    }
    throw reading.wants(this, value, value.kind());
  }

  private void tellUnknown(Yaml.Mapping mapping, Reading reading) {
    List<String> known = keys.stream().map(Key::name).toList();
    for (Yaml.Entry entry : mapping.entries()) {
      if (!known.contains(entry.key())) {
        reading.tell(
            entry.place(),
            "%s is unknown here; %s"
                .formatted(reading.in(entry.key()).path(), Suggestion.among(entry.key(), known)));
      }
    }
  }

  private <V> void read(Key<V> key, Yaml.Mapping mapping, Fields fields, Reading reading) {
    Yaml.Entry entry =
        mapping.entries().stream().filter(e -> e.key().equals(key.name())).findFirst().orElse(null);
    try {
      if (entry != null && !isLeftOut(key, entry.value(), reading)) {
        fields.values.put(key, key.type().read(entry.value(), reading.in(key.name())));
        fields.written.put(key, entry.place());
      } else if (key.isRequired()) {
        throw new Refusal(
            entry == null ? mapping.place() : entry.place(),
            "%s is missing; %s".formatted(reading.in(key.name()).path(), key.wayOut()));
      } else {
        fields.values.put(key, key.fallback(mapping.place(), reading));
      }
    } catch (Refusal refusal) {
      reading.tell(refusal);
    }
  }

  /** A value whose variables came out empty counts as left out, a value never written does not. */
  private boolean isLeftOut(Key<?> key, Yaml value, Reading reading) throws Refusal {
    if (!(value instanceof Yaml.Scalar scalar) || key.type().takesEmpty()) {
      return false;
    }
    if (scalar.isNull()) {
      throw new Refusal(
          value.place(),
          "%s has no value; it wants %s%s"
              .formatted(
                  reading.in(key.name()).path(),
                  key.type().description(),
                  key.isRequired() ? "" : ", or leave the line out"));
    }
    Placeholders.Expanded expanded = reading.text(value, key.type());
    return expanded.touched() && expanded.text().isEmpty();
  }

  @Override
  public boolean takesEmpty() {
    return true;
  }

  @Override
  public Map<String, Section<?>> sections(String path) {
    Map<String, Section<?>> all = new LinkedHashMap<>();
    all.put(path, this);
    for (Key<?> key : keys) {
      all.putAll(key.type().sections(path.isEmpty() ? key.name() : path + "." + key.name()));
    }
    return all;
  }
}
