package dev.serai.config;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Replaces <code>${NAME}</code> and <code>${NAME:default}</code> by environment variables, once:
 * what a variable holds is not expanded again. <code>$${</code> stands for <code>${</code>.
 */
final class Placeholders {

  /**
   * What came out.
   *
   * @param unset variables that were asked for and are not set, defaults notwithstanding
   * @param touched whether the text held any placeholder
   */
  record Expanded(String text, Set<String> unset, boolean touched) {}

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int MAX_DEPTH = 8;

  private final Function<String, String> env;

  /** {@code env} gives null for a variable that is not set; an empty one counts as not set. */
  Placeholders(Function<String, String> env) {
    this.env = env;
  }

  Expanded expand(Yaml.Scalar scalar) throws Refusal {
    if (!scalar.text().contains("${")) {
      return new Expanded(scalar.text(), Set.of(), false);
    }
    Set<String> unset = new LinkedHashSet<>();
    String text = expand(scalar.text(), scalar.place(), unset, 0);
    return new Expanded(text, unset, true);
  }

  private String expand(String text, Place place, Set<String> unset, int depth) throws Refusal {
    if (depth > MAX_DEPTH) {
      throw new Refusal(place, "nests ${...} deeper than " + MAX_DEPTH + " levels");
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (int start = text.indexOf("${"); start >= 0; start = text.indexOf("${", at)) {
      if (start > at && text.charAt(start - 1) == '$') {
        out.append(text, at, start - 1).append("${");
        at = start + 2;
      } else {
        int end = closing(text, start, place);
        out.append(text, at, start)
            .append(value(text.substring(start + 2, end), place, unset, depth));
        at = end + 1;
      }
    }
    return out.append(text, at, text.length()).toString();
  }

  private String value(String inner, Place place, Set<String> unset, int depth) throws Refusal {
    int colon = inner.indexOf(':');
    String name = colon < 0 ? inner : inner.substring(0, colon);
    if (!NAME.matcher(name).matches()) {
      throw new Refusal(
          place,
          "${%s} does not begin with the name of an environment variable; write ${NAME} or ${NAME:default}, or $${ for a plain ${"
              .formatted(inner));
    }
    String value = env.apply(name);
    if (value != null && !value.isEmpty()) {
      return value;
    }
    unset.add(name);
    if (colon < 0) {
      throw new Refusal(
          place,
          "needs the environment variable %s, which is not set; set it, or give a default: ${%s:default}"
              .formatted(name, name));
    }
    return expand(inner.substring(colon + 1), place, unset, depth + 1);
  }

  private static int closing(String text, int start, Place place) throws Refusal {
    int depth = 0;
    for (int i = start + 1; i < text.length(); i++) {
      if (text.charAt(i) == '{') {
        depth++;
      } else if (text.charAt(i) == '}' && --depth == 0) {
        return i;
      }
    }
    throw new Refusal(place, "'%s' has no closing '}'; write $${ for a plain ${".formatted(text));
  }
}
