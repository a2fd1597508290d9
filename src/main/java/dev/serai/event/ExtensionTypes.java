package dev.serai.event;

import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Which extensions of an event are no strings, as one short text: for bindings in binary mode,
 * whose headers are all text. {@code name=Integer} and {@code name=Boolean}, joined by commas.
 */
public final class ExtensionTypes {

  private static final String INTEGER = "=Integer";
  private static final String BOOLEAN = "=Boolean";
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}|-?[12]\\d{9}");

  private ExtensionTypes() {}

  /** The text for an event; empty when all its extensions are strings. */
  public static String of(HubEvent event) {
    StringBuilder types = new StringBuilder();
    event
        .extensions()
        .forEach(
            (name, value) -> {
              if (!(value instanceof String)) {
                types.append(types.isEmpty() ? "" : ",").append(name);
                types.append(value instanceof Integer ? INTEGER : BOOLEAN);
              }
            });
    return types.toString();
  }

  /**
   * Sets again, with its type, each extension that the text names. What the text claims and the
   * value is not stays a string.
   *
   * @param values gives the text of an extension, null when there is none
   */
  public static void apply(String types, Function<String, String> values, HubEventBuilder event) {
    for (String each : types.split(",", -1)) {
      int equals = each.indexOf('=');
      String name = equals < 0 ? "" : each.substring(0, equals);
      String text = equals < 0 ? null : values.apply(name);
      if (text == null) {
        continue;
      }
      if (each.endsWith(INTEGER) && NUMBER.matcher(text).matches()) {
        long number = Long.parseLong(text);
        if (number == (int) number) {
          event.extension(name, (int) number);
        }
      } else if (each.endsWith(BOOLEAN) && (text.equals("true") || text.equals("false"))) {
        event.extension(name, Boolean.valueOf(text));
      }
    }
  }
}
