package dev.serai.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.event.HubEvent;
import dev.serai.event.HubEventBuilder;
import dev.serai.event.InvalidEventException;
import dev.serai.event.Rfc3339;
import dev.serai.normalize.Rule.Each;
import dev.serai.normalize.Rule.EventShape;
import io.cloudevents.CloudEvent;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The events that a rule makes of one message; good for one message. */
final class EventsOfRule {

  /** GitHub, the most talkative, lists at most 2048 commits. */
  static final int MOST_EVENTS = 4096;

  private final Facts facts;
  private final List<CloudEvent> events = new ArrayList<>(1);
  private final Set<String> keys = new HashSet<>();

  EventsOfRule(Facts facts) {
    this.facts = facts;
  }

  Normalized make(Rule rule) {
    add(rule, facts.apart());
    for (Rule further : rule.also()) {
      if (further.when() == null || further.when().holds(facts.message(), facts.variables())) {
        add(further, facts.apart());
      }
    }
    return events.isEmpty()
        ? new Normalized.Ignored(rule.event().each().array().text() + " is empty")
        : new Normalized.Events(events);
  }

  private void add(Rule rule, Facts own) {
    Each each = rule.event().each();
    if (each == null) {
      Jslt key = rule.event().key();
      events.add(event(rule, own, key == null ? own.delivery() : id(key, own)));
      return;
    }
    JsonNode elements = own.value(each.array());
    if (!elements.isArray() && !Functions.saysNothing(elements)) {
      throw Facts.malformed(each.array() + " must be an array, it is: " + Functions.kind(elements));
    }
    if (events.size() + elements.size() > MOST_EVENTS) {
      throw Facts.malformed(
          each.array() + " has " + elements.size() + " elements, at most " + MOST_EVENTS);
    }
    int index = 0;
    for (JsonNode element : elements) {
      Facts ofElement = own.apart();
      ofElement.variables().set(each.variable(), element);
      Jslt key = rule.event().key();
      String id = key == null ? own.delivery() + "/" + index : id(key, ofElement);
      events.add(event(rule, ofElement, id));
      index++;
    }
  }

  private String id(Jslt expression, Facts own) {
    String key = own.required(expression);
    if (!keys.add(key)) {
      throw Facts.malformed(expression + " is \"" + Quote.of(key) + "\" twice");
    }
    return own.delivery() + "/" + key;
  }

  private static CloudEvent event(Rule rule, Facts facts, String id) {
    EventShape shape = rule.event();
    Variables variables = facts.variables();
    variables.declare(rule.lets());
    for (Jslt expression : shape.require()) {
      facts.required(expression);
    }
    String type = shape.type().fill(facts.message(), variables);
    OffsetDateTime time = time(shape.time(), facts);
    try {
      HubEventBuilder event =
          HubEvent.builder()
              .id(id)
              .type(type)
              .source(facts.required(shape.source()))
              .subject(facts.text(shape.subject()))
              .time(time)
              .dataContentType("application/json");
      for (Map.Entry<String, Jslt> extension : shape.extensions().entrySet()) {
        event.extension(extension.getKey(), facts.text(extension.getValue()));
      }
      variables.set("id", id);
      variables.set("type", type);
      variables.set("time", Rfc3339.format(time));
      return event.data(data(shape, facts)).build();
    } catch (InvalidEventException e) {
      throw new MalformedMessageException(
          "this %s makes no valid event: %s (%s)"
              .formatted(Quote.of(facts.event()), e.getMessage(), rule.place()),
          e);
    }
  }

  private static byte[] data(EventShape shape, Facts facts) {
    if (shape.data() instanceof DataShape.Original) {
      return facts.body();
    }
    return shape.text().fill(facts.message(), facts.variables());
  }

  private static OffsetDateTime time(Jslt expression, Facts facts) {
    JsonNode value = facts.value(expression);
    if (Functions.saysNothing(value)) {
      return facts.receivedAt().atOffset(ZoneOffset.UTC);
    }
    try {
      return Times.parse(value);
    } catch (DateTimeException e) {
      throw new MalformedMessageException(expression + " is no time: " + e.getMessage(), e);
    }
  }
}
