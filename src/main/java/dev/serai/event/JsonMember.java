package dev.serai.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads context attributes from members of a JSON object (JSON format section 2.2). */
final class JsonMember {

  private JsonMember() {}

  static void into(HubEventBuilder event, String name, JsonParser parser, JsonToken value)
      throws IOException {
    if (CoreAttribute.named(name) != null) {
      event.attribute(name, text(name, parser, value));
    } else {
      event.extension(name, extension(name, parser, value));
    }
  }

  /** Null for JSON null, which means absent. */
  static String text(String name, JsonParser parser, JsonToken value) throws IOException {
    return switch (value) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NULL -> null;
      default ->
          throw AttributeRules.invalid(name, "is " + kind(value) + ", but must be a JSON string");
    };
  }

  private static Object extension(String name, JsonParser parser, JsonToken value)
      throws IOException {
    return switch (value) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NULL -> null;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> integer(name, parser);
      case VALUE_NUMBER_FLOAT -> throw AttributeRules.notInt32(name, parser.getText());
      default -> {
        AttributeRules.extensionName(name);
        throw AttributeRules.invalid(
            name, "is " + kind(value) + ", but an extension is text, a whole number or a boolean");
      }
    };
  }

  private static Integer integer(String name, JsonParser parser) throws IOException {
    if (parser.getNumberType() != JsonParser.NumberType.INT) {
      throw AttributeRules.notInt32(name, parser.getText());
    }
    return parser.getIntValue();
  }

  /** The JSON type of a token, with its article. */
  static String kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> token.name();
    };
  }
}
