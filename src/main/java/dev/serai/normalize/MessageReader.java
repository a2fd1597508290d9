package dev.serai.normalize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads a JSON object strictly to its last byte, but keeps only the wanted members. Refuses what
 * RFC 7493 (I-JSON) refuses: duplicate names, text that is no UTF-8, lone surrogates.
 */
final class MessageReader {

  static final int MAX_DEPTH = 100;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private MessageReader() {}

  /** Throws {@link MalformedMessageException} telling what is wrong and where. */
  static ObjectNode read(byte[] body, Wanted wanted) {
    TextScan.check(body);
    try (JsonParser parser = JSON.createParser(body)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw malformed("the body is empty, a JSON object is expected");
      }
      if (first != JsonToken.START_OBJECT) {
        throw malformed("the body is a JSON " + kind(first) + ", a JSON object is expected");
      }
      ObjectNode message = members(parser, wanted);
      if (parser.nextToken() != null) {
        throw malformed("something follows the JSON object at " + place(parser));
      }
      return message;
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String place =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new MalformedMessageException(
          "the body is no valid JSON" + place + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode members(JsonParser parser, Wanted wanted) throws IOException {
    ObjectNode object = NODES.objectNode();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      Wanted member = wanted.of(name);
      if (member != null) {
        object.set(name, value(parser, token, member));
      } else if (token.isStructStart()) {
        parser.skipChildren();
      }
    }
    return object;
  }

  private static ArrayNode elements(JsonParser parser, Wanted wanted) throws IOException {
    ArrayNode array = NODES.arrayNode();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      array.add(value(parser, t, wanted));
    }
    return array;
  }

  private static JsonNode value(JsonParser parser, JsonToken token, Wanted wanted)
      throws IOException {
    return switch (token) {
      case START_OBJECT -> members(parser, wanted);
      case START_ARRAY -> elements(parser, wanted);
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  private static JsonNode integer(JsonParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      default -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }

  private static String kind(JsonToken token) {
    return switch (token) {
      case START_ARRAY -> "array";
      case VALUE_STRING -> "string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number";
      case VALUE_NULL -> "null";
      default -> "boolean";
    };
  }

  private static String place(JsonParser parser) {
    var at = parser.currentTokenLocation();
    return "line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private static MalformedMessageException malformed(String message) {
    return new MalformedMessageException(message, null);
  }
}
