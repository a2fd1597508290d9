package dev.serai.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One compiled expression of a declaration. */
final class Jslt {

  /** A resent message must become the same event again. */
  private static final Set<String> UNSTABLE = Set.of("now", "random", "uuid");

  private final Place place;
  private final String text;
  private final Reads reads;
  private final Expression compiled;

  /** Variables that it names. */
  private final List<String> named;

  /** Set when the expression is so simple that it needs no machinery. */
  private final Shortcut shortcut;

  private Jslt(Place place, String text, Reads reads, Expression compiled) {
    this.place = place;
    this.text = text;
    this.reads = reads;
    this.compiled = compiled;
    this.named = List.copyOf(reads.variables());
    this.shortcut = Shortcut.of(text);
  }

  /** Throws {@link InvalidDeclarationException} naming the place. */
  static Jslt compile(Place place, String text) {
    Reads reads = Reads.of(text);
    for (String word : reads.words()) {
      if (UNSTABLE.contains(word)) {
        throw place.fault(
            word
                + "() gives another event when a message is sent again; use what the message says");
      }
    }
    try {
      Expression compiled =
          new Parser(new StringReader(text))
              .withSource(place.file())
              .withFunctions(Functions.ALL)
              .withResourceResolver(
                  name -> {
                    throw new JsltException("import \"" + name + "\": a declaration is one file");
                  })
              .compile();
      return new Jslt(place, text, reads, compiled);
    } catch (JsltException e) {
      String problem = e.getMessageWithoutLocation().lines().findFirst().orElse("");
      throw new InvalidDeclarationException(
          place, "\"" + text + "\" is no JSLT expression: " + problem + hint(text), e);
    }
  }

  private static String hint(String text) {
    return text.matches("[A-Za-z][A-Za-z0-9_.-]*")
        ? " Write \"" + text + "\" in quotes for text, ." + text + " for a member of the message."
        : "";
  }

  /** Null nodes, never null. Throws {@link MalformedMessageException} when it cannot be applied. */
  JsonNode value(JsonNode message, Variables variables) {
    try {
      if (shortcut != null) {
        return shortcut.value(message, variables);
      }
      return compiled.apply(bound(variables), message);
    } catch (JsltException e) {
      String problem = e.getMessageWithoutLocation();
      throw new MalformedMessageException(
          this + " cannot be applied: " + Quote.of(problem == null ? "" : problem), e);
    } catch (IndexOutOfBoundsException e) {
      // JSLT counts letters without looking whether a text has as many.
      throw new MalformedMessageException(this + " cannot be applied: the text is too short", e);
    }
  }

  /** JSLT looks at every variable that it is given, each time. */
  private Map<String, JsonNode> bound(Variables variables) {
    if (named.isEmpty()) {
      return Map.of();
    }
    if (named.size() == 1) {
      return Map.of(named.get(0), variables.get(named.get(0)));
    }
    Map<String, JsonNode> bound = new HashMap<>();
    named.forEach(name -> bound.put(name, variables.get(name)));
    return bound;
  }

  boolean holds(JsonNode message, Variables variables) {
    JsonNode value = value(message, variables);
    return value.isBoolean() ? value.booleanValue() : !Functions.saysNothing(value);
  }

  Place place() {
    return place;
  }

  Reads reads() {
    return reads;
  }

  String text() {
    return text;
  }

  @Override
  public String toString() {
    return text + " (" + place + ")";
  }
}
