package dev.serai.normalize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
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
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  /** Kept from message to message: making them costs as much as reading a small one. */
  private static final ThreadLocal<Names[]> NAMES =
      ThreadLocal.withInitial(() -> new Names[MAX_DEPTH + 1]);

  private final JsonParser parser;

  /** By depth; objects of one depth are read one after the other. */
  private final Names[] names = NAMES.get();

  private int deepest;

  private MessageReader(JsonParser parser) {
    this.parser = parser;
  }

  /** Throws {@link MalformedMessageException} telling what is wrong and where. */
  static ObjectNode read(byte[] body, Wanted wanted) {
    TextScan.check(body);
    ObjectNode message = QuickReader.read(body, wanted);
    return message == null ? judged(body, wanted) : message;
  }

  /** As {@link #read}, of text that {@link TextScan} has let pass. */
  static ObjectNode judged(byte[] body, Wanted wanted) {
    try (JsonParser parser = JSON.createParser(body)) {
      return new MessageReader(parser).whole(wanted);
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

  private ObjectNode whole(Wanted wanted) throws IOException {
    try {
      return object(wanted);
    } finally {
      for (int depth = 0; depth <= deepest; depth++) {
        if (names[depth] != null) {
          names[depth].forget();
        }
      }
    }
  }

  private ObjectNode object(Wanted wanted) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw malformed("the body is empty, a JSON object is expected");
    }
    if (first != JsonToken.START_OBJECT) {
      throw malformed("the body is a JSON " + kind(first) + ", a JSON object is expected");
    }
    ObjectNode message = members(wanted, 0);
    if (parser.nextToken() != null) {
      throw malformed("something follows the JSON object at " + place());
    }
    return message;
  }

  private ObjectNode members(Wanted wanted, int depth) throws IOException {
    ObjectNode object = NODES.objectNode();
    Names before = names(depth);
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      once(name, before);
      JsonToken token = parser.nextToken();
      Wanted member = wanted.of(name);
      if (member == null) {
        skip(token, depth + 1);
      } else {
        object.set(name, value(token, member, depth + 1));
      }
    }
    return object;
  }

  private ArrayNode elements(Wanted wanted, int depth) throws IOException {
    ArrayNode array = NODES.arrayNode();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      array.add(value(t, wanted, depth + 1));
    }
    return array;
  }

  /** Keeps nothing, but what is not wanted must be valid, too. */
  private void skip(JsonToken token, int depth) throws IOException {
    if (token == JsonToken.START_OBJECT) {
      Names before = names(depth);
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        once(name, before);
        skip(parser.nextToken(), depth + 1);
      }
    } else if (token == JsonToken.START_ARRAY) {
      for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
        skip(t, depth + 1);
      }
    }
  }

  private Names names(int depth) {
    deepest = Math.max(deepest, depth);
    if (names[depth] == null) {
      names[depth] = new Names();
    }
    names[depth].clear();
    return names[depth];
  }

  private void once(String name, Names before) {
    if (!before.add(name)) {
      throw malformed(
          "the body is no valid JSON at " + place() + ": Duplicate field '" + Quote.of(name) + "'");
    }
  }

  private JsonNode value(JsonToken token, Wanted wanted, int depth) throws IOException {
    return switch (token) {
      case START_OBJECT -> members(wanted, depth);
      case START_ARRAY -> elements(wanted, depth);
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  private JsonNode integer() throws IOException {
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

  private String place() {
    var at = parser.currentTokenLocation();
    return "line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private static MalformedMessageException malformed(String message) {
    return new MalformedMessageException(message, null);
  }
}
