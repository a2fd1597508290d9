package dev.serai.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Text with expressions in braces, such as {@code com.github.{$event}.{.action}}. */
final class Template {

  private final String text;
  private final List<Object> parts;

  private Template(String text, List<Object> parts) {
    this.text = text;
    this.parts = parts;
  }

  static Template compile(Place place, String text) {
    List<Object> parts = new ArrayList<>();
    int at = 0;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        throw place.fault("\"" + text + "\" opens a brace and never closes it");
      }
      parts.add(text.substring(at, open));
      parts.add(Jslt.compile(place, text.substring(open + 1, close)));
      at = close + 1;
    }
    parts.add(text.substring(at));
    return new Template(text, List.copyOf(parts));
  }

  /** Throws {@link MalformedMessageException} when one of the expressions says nothing. */
  String fill(JsonNode message, Variables variables) {
    return fill(message, variables, null);
  }

  /**
   * @param unknown stands for an expression that says nothing; null to refuse the message
   */
  String fill(JsonNode message, Variables variables, String unknown) {
    if (parts.size() == 1) {
      return text;
    }
    StringBuilder filled = new StringBuilder();
    for (Object part : parts) {
      if (part instanceof Jslt expression) {
        JsonNode value = expression.value(message, variables);
        boolean known = !Functions.saysNothing(value);
        if (!known && unknown == null) {
          throw new MalformedMessageException(expression + " is missing", null);
        }
        filled.append(known ? value.asText() : unknown);
      } else {
        filled.append(part);
      }
    }
    return filled.toString();
  }

  List<Jslt> expressions() {
    return parts.stream().filter(Jslt.class::isInstance).map(Jslt.class::cast).toList();
  }

  @Override
  public String toString() {
    return text;
  }
}
