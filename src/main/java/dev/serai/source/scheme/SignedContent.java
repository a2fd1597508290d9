package dev.serai.source.scheme;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a signature is made over: a template of fixed text, id, timestamp and body. */
final class SignedContent {

  /** What the template takes from the request. */
  enum Place {
    BODY,
    ID,
    TIMESTAMP;

    private final String written = "{" + name().toLowerCase(Locale.ROOT) + "}";
  }

  /** Fixed text, or one of the places. */
  private record Part(Place place, byte[] text) {}

  private final List<Part> parts;

  private SignedContent(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException quoting what is no place
   */
  static SignedContent of(String template) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', at)) {
      fixed(template.substring(at, open), parts);
      int close = template.indexOf('}', open) + 1;
      Place place = place(close == 0 ? template.substring(open) : template.substring(open, close));
      parts.add(new Part(place, null));
      at = close;
    }
    fixed(template.substring(at), parts);
    return new SignedContent(parts);
  }

  private static void fixed(String text, List<Part> parts) {
    if (!text.isEmpty()) {
      parts.add(new Part(null, text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static Place place(String written) {
    for (Place place : Place.values()) {
      if (place.written.equals(written)) {
        return place;
      }
    }
    throw new IllegalArgumentException(
        "'" + written + "' is unknown; known are {body}, {id}, {timestamp}");
  }

  boolean has(Place place) {
    return parts.stream().anyMatch(part -> part.place == place);
  }

  /**
   * The bytes one after another, without copying the body; null when the request lacks one of them.
   *
   * @param id null when there is none
   * @param timestamp null when there is none
   */
  byte[][] bytes(String id, String timestamp, byte[] body) {
    byte[][] bytes = new byte[parts.size()][];
    for (int i = 0; i < bytes.length; i++) {
      Part part = parts.get(i);
      if (part.place == null) {
        bytes[i] = part.text;
      } else if (part.place == Place.BODY) {
        bytes[i] = body;
      } else {
        String value = part.place == Place.ID ? id : timestamp;
        if (value == null) {
          return null;
        }
        // As the header's bytes came over the wire.
        bytes[i] = value.getBytes(StandardCharsets.ISO_8859_1);
      }
    }
    return bytes;
  }
}
