package dev.serai.sanitize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Copies one JSON message without what must not be stored. For one message. */
final class JsonMessage {

  private static final int DEPTH = 500;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final Rules rules;
  private final Paths paths;
  private final KeyedHash hash;
  private boolean changed;

  JsonMessage(Rules rules, Paths paths, KeyedHash hash) {
    this.rules = rules;
    this.paths = paths;
    this.hash = hash;
  }

  /** The same array when nothing was found; null when it is no valid JSON. */
  byte[] sanitize(byte[] message) {
    if (!rules.isMore() && !hasSecretName(message)) {
      return message;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(message.length);
    try (JsonParser in = JSON.createParser(message);
        JsonGenerator to = JSON.createGenerator(out)) {
      while (in.nextToken() != null) {
        copy(in, to, paths.start());
      }
    } catch (JsonProcessingException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return changed ? out.toByteArray() : message;
  }

  /** Most messages have none, and need no copy. What is broken has to be looked at otherwise. */
  private static boolean hasSecretName(byte[] message) {
    try (JsonParser in = JSON.createParser(message)) {
      for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
        if (token == JsonToken.FIELD_NAME && SecretNames.matches(in.currentName())) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private void copy(JsonParser in, JsonGenerator to, Paths.Place place) throws IOException {
    switch (in.currentToken()) {
      case START_OBJECT -> {
        to.writeStartObject();
        while (in.nextToken() != JsonToken.END_OBJECT) {
          String name = in.currentName();
          in.nextToken();
          member(name, in, to, paths.in(place, name));
        }
        to.writeEndObject();
      }
      case START_ARRAY -> {
        to.writeStartArray();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          copy(in, to, place);
        }
        to.writeEndArray();
      }
      case VALUE_STRING -> to.writeString(seen(in.getText()));
      case VALUE_NUMBER_INT -> number(in.getText(), to);
      case VALUE_NUMBER_FLOAT -> to.writeNumber(in.getText());
      default -> to.copyCurrentEvent(in);
    }
  }

  private void member(String name, JsonParser in, JsonGenerator to, Paths.Place place)
      throws IOException {
    Paths.Action action = place.action();
    if (action == Paths.Action.DROP) {
      in.skipChildren();
      changed = true;
      return;
    }
    to.writeFieldName(name);
    boolean nothing =
        in.currentToken() == JsonToken.VALUE_NULL
            || (in.currentToken() == JsonToken.VALUE_STRING && in.getTextLength() == 0);
    if (action == null || nothing) {
      if (!nothing && rules.names() && isValue(in) && SecretNames.matches(name)) {
        replace(Sanitizer.MASK, in, to);
      } else {
        copy(in, to, place);
      }
    } else {
      replace(action == Paths.Action.MASK ? Sanitizer.MASK : hash.of(whole(in)), in, to);
    }
  }

  private void replace(String by, JsonParser in, JsonGenerator to) throws IOException {
    in.skipChildren();
    to.writeString(by);
    changed = true;
  }

  private static boolean isValue(JsonParser in) {
    return in.currentToken() == JsonToken.VALUE_STRING || in.currentToken().isNumeric();
  }

  /** The text of a value; of an object or an array its JSON. */
  private String whole(JsonParser in) throws IOException {
    if (!in.currentToken().isStructStart()) {
      return in.getText();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator to = JSON.createGenerator(out)) {
      to.copyCurrentStructure(in);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private void number(String digits, JsonGenerator to) throws IOException {
    if (rules.detect().contains(Detector.CARDS) && !seen(digits).equals(digits)) {
      to.writeString(Sanitizer.MASK);
    } else {
      to.writeNumber(digits);
    }
  }

  private String seen(String text) {
    String clean = Sanitizer.detect(rules, text);
    changed |= !clean.equals(text);
    return clean;
  }
}
