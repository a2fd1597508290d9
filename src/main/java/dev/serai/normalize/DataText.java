package dev.serai.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The data of an event as it is written: what is the same in every event, as bytes, and the shapes
 * that are filled between. Safe for all threads.
 */
final class DataText {

  private static final int USUAL_DATA = 3 << 9;

  /** What always stands before a shape, and the shape. */
  private record Part(byte[] before, DataShape shape) {}

  private final List<Part> parts = new ArrayList<>();
  private final byte[] end;

  /** While it is made: what has no part yet. */
  private final StringBuilder fixed = new StringBuilder();

  private DataText(DataShape shape) {
    add(shape);
    end = taken();
  }

  static DataText of(DataShape shape) {
    return new DataText(shape);
  }

  private void add(DataShape shape) {
    if (shape instanceof DataShape.Members object) {
      char before = '{';
      for (Map.Entry<String, DataShape> member : object.members().entrySet()) {
        fixed.append(before).append(text(member.getKey())).append(':');
        add(member.getValue());
        before = ',';
      }
      fixed.append(object.members().isEmpty() ? "{}" : "}");
    } else {
      parts.add(new Part(taken(), shape));
    }
  }

  private static String text(String name) {
    return new String(
        new JsonBytes(name.length() + 2).text(name).toBytes(), StandardCharsets.UTF_8);
  }

  private byte[] taken() {
    byte[] taken = fixed.toString().getBytes(StandardCharsets.UTF_8);
    fixed.setLength(0);
    return taken;
  }

  byte[] fill(JsonNode message, Variables variables) {
    JsonBytes data = new JsonBytes(USUAL_DATA);
    for (Part part : parts) {
      data.raw(part.before).value(part.shape.fill(message, variables));
    }
    return data.raw(end).toBytes();
  }
}
