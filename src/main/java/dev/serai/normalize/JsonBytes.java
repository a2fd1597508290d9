package dev.serai.normalize;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** A growing buffer of JSON in UTF-8, written as Jackson writes it. For one thread. */
final class JsonBytes {

  private static final byte[] NULL = ascii("null");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");

  private byte[] buffer;
  private int size;

  JsonBytes(int expectedSize) {
    buffer = new byte[expectedSize];
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  JsonBytes raw(byte[] json) {
    ensure(json.length);
    System.arraycopy(json, 0, buffer, size, json.length);
    size += json.length;
    return this;
  }

  private void raw(char ascii) {
    ensure(1);
    buffer[size++] = (byte) ascii;
  }

  /** Throws {@link IllegalStateException} for text with half a surrogate pair. */
  JsonBytes value(JsonNode node) {
    if (node instanceof TextNode text) {
      return text(text.textValue());
    }
    switch (node.getNodeType()) {
      case OBJECT -> object(node);
      case ARRAY -> array(node);
      case NULL, MISSING -> raw(NULL);
      case BOOLEAN -> raw(node.booleanValue() ? TRUE : FALSE);
      case NUMBER -> number(isAsText(node) ? node.asText() : node.toString());
      default -> raw(node.toString().getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  /** What floats are not: some have no number to be written as. */
  private static boolean isAsText(JsonNode number) {
    return number.isIntegralNumber() || number.isBigDecimal();
  }

  private void object(JsonNode object) {
    raw('{');
    boolean first = true;
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!first) {
        raw(',');
      }
      first = false;
      text(member.getKey());
      raw(':');
      value(member.getValue());
    }
    raw('}');
  }

  private void array(JsonNode array) {
    raw('[');
    for (int i = 0; i < array.size(); i++) {
      if (i > 0) {
        raw(',');
      }
      value(array.get(i));
    }
    raw(']');
  }

  /** As {@link #value} of a text node. */
  JsonBytes text(String text) {
    int length = text.length();
    ensure(length + 2);
    byte[] out = buffer;
    int start = size + 1;
    buffer[size] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        size = start;
        raw(escaped(text));
        raw('"');
        return this;
      }
      out[start + i] = (byte) c;
    }
    out[start + length] = '"';
    size = start + length + 1;
    return this;
  }

  private static byte[] escaped(String text) {
    try {
      return JsonStringEncoder.getInstance().quoteAsUTF8(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("text is cut within a character", e);
    }
  }

  private void number(String digits) {
    ensure(digits.length());
    for (int i = 0; i < digits.length(); i++) {
      buffer[size + i] = (byte) digits.charAt(i);
    }
    size += digits.length();
  }

  private void ensure(int more) {
    if (buffer.length - size < more) {
      int doubled = (int) Math.min(buffer.length * 2L, Integer.MAX_VALUE - 8L);
      buffer = Arrays.copyOf(buffer, Math.max(doubled, Math.addExact(size, more)));
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }
}
