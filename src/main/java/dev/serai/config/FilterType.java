package dev.serai.config;

import dev.serai.config.Subscription.Filter;
import dev.serai.config.Subscription.Filter.Dialect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Filters as the CloudEvents Subscriptions API writes them; CESQL is not known. */
final class FilterType implements Type<List<Filter>> {

  private static final List<String> DIALECTS =
      Arrays.stream(Dialect.values()).map(it -> it.name().toLowerCase(Locale.ROOT)).toList();
  private static final Pattern ATTRIBUTE = Pattern.compile("[a-z0-9]+");
  private static final int DEEPEST = 20;

  @Override
  public String description() {
    return "a list of conditions such as {prefix: {type: pipeline.}}, each one of "
        + String.join(", ", DIALECTS);
  }

  @Override
  public List<Filter> read(Yaml value, Reading reading) throws Refusal {
    return list(value, reading, 0);
  }

  private List<Filter> list(Yaml value, Reading reading, int depth) throws Refusal {
    if (!(value instanceof Yaml.Sequence items) || items.items().isEmpty()) {
      throw reading.wants(this, value, value instanceof Yaml.Sequence ? "empty" : value.kind());
    }
    List<Filter> all = new ArrayList<>();
    for (int i = 0; i < items.items().size(); i++) {
      all.add(one(items.items().get(i), reading.in(Integer.toString(i + 1)), depth));
    }
    return all;
  }

  private Filter one(Yaml value, Reading reading, int depth) throws Refusal {
    if (!(value instanceof Yaml.Mapping mapping) || mapping.entries().size() != 1) {
      throw new Refusal(
          value.place(),
          "%s wants exactly one of %s, for example exact: {type: order.placed}"
              .formatted(reading.path(), String.join(", ", DIALECTS)));
    }
    if (depth > DEEPEST) {
      throw new Refusal(value.place(), reading.path() + " is nested too deeply");
    }
    Yaml.Entry entry = mapping.entries().get(0);
    if (!DIALECTS.contains(entry.key())) {
      throw new Refusal(
          entry.place(),
          "%s: there is no filter '%s'; %s"
              .formatted(reading.path(), entry.key(), Suggestion.among(entry.key(), DIALECTS)));
    }
    Dialect dialect = Dialect.valueOf(entry.key().toUpperCase(Locale.ROOT));
    Reading below = reading.in(entry.key());
    return switch (dialect) {
      case EXACT, PREFIX, SUFFIX ->
          new Filter(dialect, attributes(entry.value(), below), List.of());
      case ALL, ANY -> new Filter(dialect, Map.of(), list(entry.value(), below, depth + 1));
      case NOT -> new Filter(dialect, Map.of(), List.of(one(entry.value(), below, depth + 1)));
    };
  }

  private static Map<String, String> attributes(Yaml value, Reading reading) throws Refusal {
    if (!(value instanceof Yaml.Mapping mapping) || mapping.entries().isEmpty()) {
      throw new Refusal(
          value.place(),
          "%s wants attributes with their texts, for example {type: order.placed}"
              .formatted(reading.path()));
    }
    Map<String, String> all = new LinkedHashMap<>();
    for (Yaml.Entry entry : mapping.entries()) {
      if (!ATTRIBUTE.matcher(entry.key()).matches()) {
        throw new Refusal(
            entry.place(),
            "%s: '%s' is no attribute of a CloudEvent; they have lower-case letters and digits"
                .formatted(reading.path(), entry.key()));
      }
      Type<String> text = Types.text("a text that is not empty");
      all.put(entry.key(), text.read(entry.value(), reading.in(entry.key())));
    }
    return all;
  }
}
