package dev.serai.normalize;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An expression worked out without JSLT's machinery, which binds every variable anew for each. What
 * it gives is what JSLT gives, but that {@code first-of} works out no more than it needs.
 */
@FunctionalInterface
interface Shortcut {

  /** Null nodes, never null; throws as JSLT does. */
  JsonNode value(JsonNode message, Variables variables);

  /** Null when the expression has a form that only JSLT knows. */
  static Shortcut of(String expression) {
    return ShortcutReader.read(expression);
  }
}
