package dev.serai.event;

import static dev.serai.event.InvalidEventException.Kind.MISSING_ATTRIBUTE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects the headers that matter; judges them only when the mode turns out to be binary. */
final class BinaryHeaders {

  private final Map<String, String> attributes = new LinkedHashMap<>();
  private String contentType;
  private String repeated;

  void add(String name, String value) {
    if (name.regionMatches(true, 0, "ce-", 0, 3)) {
      String attribute = name.substring(3).toLowerCase(Locale.ROOT);
      if (attributes.put(attribute, value) != null) {
        repeated = "ce-" + attribute;
      }
    } else if (name.equalsIgnoreCase("content-type")) {
      if (contentType != null) {
        // Which of them decides the mode would be a guess.
        throw repeated("Content-Type");
      }
      contentType = value.strip();
    }
  }

  String contentType() {
    return contentType;
  }

  HubEvent event(byte[] body) {
    if (attributes.isEmpty()) {
      throw new InvalidEventException(
          MISSING_ATTRIBUTE,
          "the request is no CloudEvent: it has no headers ce-specversion, ce-id, ce-source and"
              + " ce-type, and its Content-Type "
              + (contentType == null ? "is missing" : "is " + Quoted.of(contentType))
              + " instead of "
              + HttpEvents.STRUCTURED);
    }
    if (repeated != null) {
      throw repeated(repeated);
    }
    if (attributes.containsKey("datacontenttype")) {
      throw AttributeRules.invalid(
          "ce-datacontenttype", "must not be sent: its value belongs into Content-Type");
    }
    HubEventBuilder event = HubEvent.builder();
    attributes.forEach((name, value) -> event.attribute(name, HeaderText.decode(name, value)));
    for (String name : List.of("specversion", "id", "source", "type")) {
      if (!attributes.containsKey(name)) {
        throw AttributeRules.missing("ce-" + name);
      }
    }
    event.dataContentType(contentType);
    return event.data(body.length == 0 ? null : body).build();
  }

  private static InvalidEventException repeated(String header) {
    return AttributeRules.invalid(header, "is sent more than once: send it once");
  }
}
