package dev.serai.component;

import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The conditions of {@code types} and {@code filter}, compiled once. */
final class EventFilter {

  private static final Pattern CONDITION = Pattern.compile("([a-z0-9]+)(!?=)(.*)");

  private EventFilter() {}

  static Predicate<CloudEvent> parse(String types, String filter) {
    List<Predicate<CloudEvent>> all = new ArrayList<>();
    if (types != null && !types.isBlank()) {
      all.add(anyType(types));
    }
    if (filter != null && !filter.isBlank()) {
      for (String condition : filter.split(",", -1)) {
        all.add(condition(condition.strip()));
      }
    }
    return all.stream().reduce(Predicate::and).orElse(event -> true);
  }

  private static Predicate<CloudEvent> anyType(String types) {
    List<Predicate<String>> any = new ArrayList<>();
    for (String type : types.split(",", -1)) {
      if (!type.isBlank()) {
        any.add(matching(type.strip()));
      }
    }
    Predicate<String> matches = any.stream().reduce(Predicate::or).orElse(type -> true);
    return event -> matches.test(event.getType());
  }

  private static Predicate<CloudEvent> condition(String text) {
    Matcher parts = CONDITION.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "filter '%s' is no condition: write name=value, name!=value or name=prefix*, for example filter=subject=main,platform!=jenkins"
              .formatted(text));
    }
    String name = parts.group(1);
    Predicate<String> matches = matching(parts.group(3));
    boolean wanted = parts.group(2).equals("=");
    return event -> matches.test(value(event, name)) == wanted;
  }

  private static Predicate<String> matching(String pattern) {
    if (pattern.endsWith("*")) {
      String prefix = pattern.substring(0, pattern.length() - 1);
      return value -> value != null && value.startsWith(prefix);
    }
    return pattern::equals;
  }

  private static String value(CloudEvent event, String name) {
    Object value =
        switch (name) {
          case "id" -> event.getId();
          case "source" -> event.getSource();
          case "type" -> event.getType();
          case "subject" -> event.getSubject();
          case "datacontenttype" -> event.getDataContentType();
          case "dataschema" -> event.getDataSchema();
          case "time" -> event.getTime();
          default -> event.getExtension(name);
        };
    return value == null ? null : value.toString();
  }
}
