package dev.serai.source.scheme;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a few texts of a JSON object without building the whole; stops as soon as all are found. Of
 * an array, its only element is read.
 */
final class JsonFields {

  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private final List<String> wanted;
  private final List<JsonSkim.Field> fields;

  /**
   * @param wanted fields, or fields of an object in a field as {@code object.field}
   */
  JsonFields(String... wanted) {
    this.wanted = List.of(wanted);
    this.fields = this.wanted.stream().map(JsonSkim.Field::of).toList();
  }

  /** Those that are texts; none of a body that is no JSON or an array of several. */
  Map<String, String> of(byte[] body) {
    Map<String, String> skimmed = JsonSkim.find(body, fields);
    return skimmed == null ? parsed(body) : skimmed;
  }

  private Map<String, String> parsed(byte[] body) {
    Map<String, String> found = new HashMap<>();
    try (JsonParser parser = JSON.createParser(body)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        object(parser, "", found);
      } else if (first == JsonToken.START_ARRAY) {
        onlyElement(parser, found);
      }
      return found;
    } catch (IOException e) {
      return Map.of(); // who reads the body later tells what is wrong with it
    }
  }

  private void onlyElement(JsonParser parser, Map<String, String> found) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return;
    }
    boolean complete = object(parser, "", found);
    while (complete && parser.nextToken() != JsonToken.END_OBJECT) {
      parser.nextToken();
      parser.skipChildren();
    }
    if (parser.nextToken() != JsonToken.END_ARRAY) {
      found.clear();
    }
  }

  /** Whether it ended because everything was found, rather than at the object's end. */
  private boolean object(JsonParser parser, String path, Map<String, String> found)
      throws IOException {
    for (String own = parser.nextFieldName(); own != null; own = parser.nextFieldName()) {
      String name = path.isEmpty() ? own : path + own;
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING) {
        if (!wanted.contains(name)) {
          continue;
        }
        found.putIfAbsent(name, parser.getText());
        if (path.isEmpty() && found.size() == wanted.size()) {
          return true;
        }
      } else if (value == JsonToken.START_OBJECT && path.isEmpty() && leadsOn(name)) {
        object(parser, name + ".", found);
      } else if (value.isStructStart()) {
        parser.skipChildren();
      }
    }
    return false;
  }

  private boolean leadsOn(String name) {
    for (String each : wanted) {
      if (each.length() > name.length()
          && each.charAt(name.length()) == '.'
          && each.startsWith(name)) {
        return true;
      }
    }
    return false;
  }
}
