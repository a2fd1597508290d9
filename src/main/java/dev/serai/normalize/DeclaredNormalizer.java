package dev.serai.normalize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.serai.event.HubEvent;
import dev.serai.event.HubEventBuilder;
import dev.serai.event.InvalidEventException;
import dev.serai.event.Rfc3339;
import dev.serai.normalize.Declaration.EventRules;
import dev.serai.normalize.Rule.Each;
import dev.serai.normalize.Rule.EventShape;
import io.cloudevents.CloudEvent;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A normalizer that does what a declaration says. */
final class DeclaredNormalizer implements Normalizer {

  /** GitHub, the most talkative, lists at most 2048 commits. */
  static final int MOST_EVENTS = 4096;

  private static final ObjectWriter JSON = new JsonMapper().writer();

  private final Declaration declaration;

  DeclaredNormalizer(Declaration declaration) {
    this.declaration = declaration;
  }

  @Override
  public Normalized normalize(RawMessage raw) {
    String event = given(raw.event(), "event name");
    String delivery = given(raw.id(), "delivery id");
    byte[] body = FormBody.message(raw, declaration.form());
    EventRules rules = declaration.of(event);
    JsonNode message = MessageReader.read(body, rules == null ? new Wanted() : rules.wanted());
    if (rules == null) {
      return new Normalized.Ignored("nothing is declared for " + event);
    }
    Map<String, JsonNode> variables = new HashMap<>();
    variables.put("event", TextNode.valueOf(event));
    variables.put("delivery", TextNode.valueOf(delivery));
    bind(rules.lets(), message, variables);
    for (Rule rule : rules.rules()) {
      if (rule.when() == null || rule.when().holds(message, variables)) {
        return rule.ignore() != null
            ? new Normalized.Ignored(Quote.of(rule.ignore().fill(message, variables, "(none)")))
            : events(rule, new Facts(raw, body, message, variables));
      }
    }
    return new Normalized.Ignored("no rule for " + event + " holds");
  }

  private record Facts(
      RawMessage raw, byte[] body, JsonNode message, Map<String, JsonNode> variables) {

    Facts with(String variable, JsonNode value) {
      Map<String, JsonNode> more = new HashMap<>(variables);
      more.put(variable, value);
      return new Facts(raw, body, message, more);
    }

    JsonNode value(Jslt expression) {
      return expression == null ? NullNode.instance : expression.value(message, variables);
    }
  }

  private static Normalized events(Rule rule, Facts facts) {
    Each each = rule.event().each();
    if (each == null) {
      return new Normalized.Events(List.of(event(rule, facts, facts.raw().id())));
    }
    JsonNode elements = facts.value(each.array());
    if (!elements.isArray() && !Functions.saysNothing(elements)) {
      throw malformed(each.array() + " must be an array, it is: " + Functions.kind(elements));
    }
    if (elements.isEmpty()) {
      return new Normalized.Ignored(each.array().text() + " is empty");
    }
    if (elements.size() > MOST_EVENTS) {
      throw malformed(
          each.array() + " has " + elements.size() + " elements, at most " + MOST_EVENTS);
    }
    List<CloudEvent> events = new ArrayList<>(elements.size());
    Set<String> keys = new HashSet<>();
    for (JsonNode element : elements) {
      Facts own = facts.with(each.variable(), element);
      String key = Integer.toString(events.size());
      if (each.key() != null) {
        key = required(each.key(), own);
        if (!keys.add(key)) {
          throw malformed(each.key() + " is \"" + Quote.of(key) + "\" twice");
        }
      }
      events.add(event(rule, own, facts.raw().id() + "/" + key));
    }
    return new Normalized.Events(events);
  }

  private static CloudEvent event(Rule rule, Facts facts, String id) {
    EventShape shape = rule.event();
    Map<String, JsonNode> variables = facts.variables();
    bind(rule.lets(), facts.message(), variables);
    for (Jslt expression : shape.require()) {
      required(expression, facts);
    }
    String type = shape.type().fill(facts.message(), variables);
    OffsetDateTime time = time(shape.time(), facts);
    try {
      HubEventBuilder event =
          HubEvent.builder()
              .id(id)
              .type(type)
              .source(required(shape.source(), facts))
              .subject(text(shape.subject(), facts))
              .time(time)
              .dataContentType("application/json");
      shape.extensions().forEach((name, value) -> event.extension(name, text(value, facts)));
      variables.put("id", TextNode.valueOf(id));
      variables.put("type", TextNode.valueOf(type));
      variables.put("time", TextNode.valueOf(Rfc3339.format(time)));
      return event.data(data(shape.data(), facts)).build();
    } catch (InvalidEventException e) {
      throw new MalformedMessageException(
          "this "
              + facts.raw().event()
              + " makes no valid event: "
              + e.getMessage()
              + " ("
              + rule.place()
              + ")",
          e);
    }
  }

  private static byte[] data(DataShape shape, Facts facts) {
    if (shape instanceof DataShape.Original) {
      return facts.body();
    }
    try {
      return JSON.writeValueAsBytes(shape.fill(facts.message(), facts.variables()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree in memory is always writable", e);
    }
  }

  private static void bind(
      Map<String, Jslt> lets, JsonNode message, Map<String, JsonNode> variables) {
    lets.forEach((name, value) -> variables.put(name, value.value(message, variables)));
  }

  private static OffsetDateTime time(Jslt expression, Facts facts) {
    JsonNode value = facts.value(expression);
    if (Functions.saysNothing(value)) {
      return facts.raw().receivedAt().atOffset(ZoneOffset.UTC);
    }
    try {
      return Times.parse(value);
    } catch (DateTimeException e) {
      throw new MalformedMessageException(expression + " is no time: " + e.getMessage(), e);
    }
  }

  private static String required(Jslt expression, Facts facts) {
    String value = text(expression, facts);
    if (value == null) {
      throw malformed(expression + " is missing in this " + facts.raw().event());
    }
    return value;
  }

  /** Null when the expression says nothing. */
  private static String text(Jslt expression, Facts facts) {
    JsonNode value = facts.value(expression);
    if (Functions.saysNothing(value)) {
      return null;
    }
    if (value.isContainerNode()) {
      throw malformed(expression + " must be text, it is: " + Functions.kind(value));
    }
    return value.asText();
  }

  private static String given(String value, String what) {
    if (value == null || value.isBlank()) {
      throw malformed("the message has no " + what);
    }
    return value;
  }

  private static MalformedMessageException malformed(String message) {
    return new MalformedMessageException(message, null);
  }
}
