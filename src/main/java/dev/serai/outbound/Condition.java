package dev.serai.outbound;

import dev.serai.event.HubEvent;
import io.cloudevents.CloudEvent;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Conditions on an event's attributes, as the CloudEvents Subscriptions API defines them. */
public final class Condition {

  private Condition() {}

  /** Holds when each attribute is there and is exactly this. */
  public static Predicate<CloudEvent> exact(Map<String, String> wanted) {
    return each(wanted, String::equals);
  }

  /** Holds when each attribute is there and begins so. */
  public static Predicate<CloudEvent> prefix(Map<String, String> wanted) {
    return each(wanted, String::startsWith);
  }

  /** Holds when each attribute is there and ends so. */
  public static Predicate<CloudEvent> suffix(Map<String, String> wanted) {
    return each(wanted, String::endsWith);
  }

  private static Predicate<CloudEvent> each(
      Map<String, String> wanted, BiPredicate<String, String> matches) {
    Map<String, String> all = Map.copyOf(wanted);
    return event -> {
      HubEvent checked = HubEvent.copyOf(event);
      for (Map.Entry<String, String> one : all.entrySet()) {
        String value = value(checked, one.getKey());
        if (value == null || !matches.test(value, one.getValue())) {
          return false;
        }
      }
      return true;
    };
  }

  /** In canonical text; null when the event has none. */
  private static String value(HubEvent event, String attribute) {
    Object value =
        switch (attribute) {
          case "specversion" -> event.getSpecVersion();
          case "id" -> event.getId();
          case "source" -> event.source();
          case "type" -> event.getType();
          case "subject" -> event.getSubject();
          case "time" -> event.time();
          case "datacontenttype" -> event.getDataContentType();
          case "dataschema" -> event.dataSchema();
          default -> event.getExtension(attribute);
        };
    return value == null ? null : value.toString();
  }
}
