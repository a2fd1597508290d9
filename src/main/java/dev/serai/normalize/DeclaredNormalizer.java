package dev.serai.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.normalize.Declaration.EventRules;
import dev.serai.normalize.Declaration.Naming;

/** A normalizer that does what a declaration says. */
final class DeclaredNormalizer implements Normalizer {

  private static final ObjectNode NOT_READ = JsonNodeFactory.instance.objectNode();

  private final Declaration declaration;

  DeclaredNormalizer(Declaration declaration) {
    this.declaration = declaration;
  }

  @Override
  public Normalized normalize(RawMessage raw) {
    Naming naming = declaration.naming();
    Variables given = given(raw);
    byte[] body = FormBody.message(raw, declaration.form());
    JsonNode message = naming.isEventInBody() ? MessageReader.read(body, naming.wanted()) : null;
    String event = named("event", naming.event(), message == null ? NOT_READ : message, given);
    EventRules rules = declaration.of(event);
    if (message == null) {
      message = MessageReader.read(body, rules == null ? naming.wanted() : rules.wanted());
    }
    String delivery = named("delivery", naming.id(), message, given);
    if (rules == null) {
      return new Normalized.Ignored(Quote.of("nothing is declared for " + event));
    }
    Variables variables = given.over(message);
    variables.declare(rules.lets());
    for (Rule rule : rules.rules()) {
      if (rule.when() == null || rule.when().holds(message, variables)) {
        return rule.ignore() != null
            ? new Normalized.Ignored(Quote.of(rule.ignore().fill(message, variables, "(none)")))
            : new EventsOfRule(
                    new Facts(event, delivery, raw.receivedAt(), body, message, variables))
                .make(rule);
      }
    }
    return new Normalized.Ignored(Quote.of("no rule for " + event + " holds"));
  }

  private Variables given(RawMessage raw) {
    Variables given = Variables.of(NOT_READ);
    given.set("event", text(raw.event()));
    given.set("delivery", text(raw.id()));
    given.set("connector", text(raw.connector()));
    if (!declaration.headers().isEmpty()) {
      ObjectNode headers = JsonNodeFactory.instance.objectNode();
      declaration.headers().forEach(name -> headers.put(name, text(raw.headers().get(name))));
      given.set("headers", headers);
    }
    return given;
  }

  private static String text(String value) {
    return value == null ? "" : value.strip();
  }

  /** What the declaration says that a message is named, else what the door says. */
  private static String named(
      String variable, Jslt expression, JsonNode message, Variables variables) {
    if (expression != null) {
      JsonNode value = expression.value(message, variables);
      if (value.isContainerNode()) {
        throw new MalformedMessageException(
            expression + " must be text, it is: " + Functions.kind(value), null);
      }
      if (!Functions.saysNothing(value)) {
        variables.set(variable, text(value.asText()));
      }
    }
    String name = variables.get(variable).textValue();
    if (name.isEmpty()) {
      throw new MalformedMessageException(
          "the message has no " + (variable.equals("event") ? "event name" : "delivery id"), null);
    }
    return name;
  }
}
