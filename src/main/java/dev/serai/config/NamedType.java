package dev.serai.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A map from the user's own names; each name is a definition of its kind. */
record NamedType<T>(String kind, Type<T> item) implements Type<Map<String, T>> {

  @Override
  public String description() {
    return "a map from the name of each " + kind + " to its settings";
  }

  @Override
  public boolean takesEmpty() {
    return true;
  }

  @Override
  public Map<String, T> read(Yaml value, Reading reading) throws Refusal {
    if (value instanceof Yaml.Scalar scalar && scalar.isNull()) {
      return Map.of();
    }
    if (!(value instanceof Yaml.Mapping mapping)) {
      throw reading.wants(this, value, value.kind());
    }
    int before = reading.problems();
    Map<String, T> all = new LinkedHashMap<>();
    for (Yaml.Entry entry : mapping.entries()) {
      reading.define(kind, entry.key(), entry.place());
      try {
        checkName(entry, reading);
        all.put(entry.key(), item.read(entry.value(), reading.in(entry.key())));
      } catch (Refusal refusal) {
        reading.tell(refusal);
      }
    }
    if (reading.problems() > before) {
      throw Refusal.alreadyTold();
    }
    return Collections.unmodifiableMap(all);
  }

  private void checkName(Yaml.Entry entry, Reading reading) throws Refusal {
    if (!Types.NAME.matcher(entry.key()).matches()) {
      throw new Refusal(
          entry.place(),
          "%s: '%s' is no name for a %s; use 1 to 100 letters, digits, dots, hyphens or underscores, beginning with a letter or digit"
              .formatted(reading.path(), entry.key(), kind));
    }
  }

  @Override
  public Map<String, Section<?>> sections(String path) {
    return item.sections(path + ".<name>");
  }
}
