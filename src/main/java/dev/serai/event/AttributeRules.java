package dev.serai.event;

import static dev.serai.event.InvalidEventException.Kind.INVALID_ATTRIBUTE;
import static dev.serai.event.InvalidEventException.Kind.MISSING_ATTRIBUTE;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;

/**
 * What CloudEvents 1.0 wants of each attribute: one method per kind of value, each of which returns
 * the value as the hub keeps it or throws {@link InvalidEventException} naming attribute and rule.
 */
final class AttributeRules {

  static final String SPEC_VERSION = "1.0";

  private AttributeRules() {}

  static void specVersion(String value) {
    if (!SPEC_VERSION.equals(value)) {
      throw invalid("specversion", Quoted.of(value) + " is not supported: send \"1.0\"");
    }
  }

  static InvalidEventException missing(String name) {
    return new InvalidEventException(
        MISSING_ATTRIBUTE,
        name + " is missing: a CloudEvent needs id, source, type and specversion");
  }

  /** A string that must not be empty. */
  static String word(String name, String value) {
    if (value.isEmpty()) {
      throw invalid(name, "is empty: give it a value or leave it out");
    }
    return text(name, value);
  }

  /** The String of the CloudEvents type system: no control characters, only Unicode characters. */
  static String text(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c >= 0x7F) {
        i += beyondAscii(name, value, i);
      }
    }
    return value;
  }

  private static int beyondAscii(String name, String value, int i) {
    int c = value.codePointAt(i);
    if (Character.isISOControl(c)) {
      throw unwanted(name, "control character", c, i);
    }
    if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
      throw unwanted(name, "lone surrogate", c, i);
    }
    if ((c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF)) {
      throw unwanted(name, "noncharacter", c, i);
    }
    return Character.charCount(c) - 1;
  }

  private static InvalidEventException unwanted(String name, String what, int c, int position) {
    return invalid(
        name,
        String.format(
            "holds the %s U+%04X at position %d, which CloudEvents forbids", what, c, position));
  }

  /** Null when it needs no parser to tell that it is one. */
  static URI source(String value) {
    return isPlainUri(value) ? null : uri("source", value, "no URI-reference of RFC 3986");
  }

  /** A path, or a web address without port and query, of letters and digits and few more. */
  private static boolean isPlainUri(String value) {
    boolean web = value.startsWith("https://");
    int from = web ? "https://".length() : 1;
    boolean plain = web || (value.startsWith("/") && !value.startsWith("//"));
    plain &= !web || (value.length() > from && value.charAt(from) != '/');
    for (int i = from; plain && i < value.length(); i++) {
      char c = value.charAt(i);
      plain =
          (c >= 'a' && c <= 'z') || (c >= '-' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_';
    }
    return plain;
  }

  static URI dataSchema(String value) {
    URI uri = uri("dataschema", value, "no absolute URI of RFC 3986");
    if (!uri.isAbsolute()) {
      throw invalid("dataschema", Quoted.of(value) + " is no absolute URI: it needs a scheme");
    }
    return uri;
  }

  private static URI uri(String name, String value, String what) {
    if (value.isEmpty()) {
      throw invalid(name, "is empty: give it a value or leave it out");
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) > '~') {
        // java.net.URI would take it, but others along the way need not.
        throw invalid(
            name, Quoted.of(value) + " is " + what + ": percent-encode what is not ASCII");
      }
    }
    try {
      return new URI(value);
    } catch (URISyntaxException e) {
      throw new InvalidEventException(
          INVALID_ATTRIBUTE, name + " " + Quoted.of(value) + " is " + what + ": " + reason(e), e);
    }
  }

  private static String reason(URISyntaxException e) {
    String at = e.getIndex() < 0 ? "" : " at position " + e.getIndex();
    return e.getReason() + at;
  }

  static OffsetDateTime time(String value) {
    try {
      return Rfc3339.parse(value);
    } catch (DateTimeParseException e) {
      throw new InvalidEventException(
          INVALID_ATTRIBUTE,
          "time "
              + Quoted.of(value)
              + " is no RFC 3339 timestamp (see position "
              + e.getErrorIndex()
              + "): write it like 2026-01-31T17:31:00Z or 2026-01-31T17:31:00.123+02:00",
          e);
    }
  }

  static OffsetDateTime time(OffsetDateTime value) {
    timestamp("time", value);
    return value;
  }

  static MediaType dataContentType(String value) {
    MediaType type = MediaType.parse(value);
    if (type == null) {
      throw invalid(
          "datacontenttype",
          value.isEmpty()
              ? "is empty: give it a value or leave it out"
              : Quoted.of(value)
                  + " is no media type of RFC 2046: write it like application/json;"
                  + " charset=utf-8");
    }
    return type;
  }

  /** The name of an extension: lower-case letters and digits, none of the reserved names. */
  static String extensionName(String name) {
    boolean wellFormed = !name.isEmpty();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      wellFormed &= (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
    if (!wellFormed) {
      throw invalid(
          Quoted.of(name), "is no attribute name: use lower-case letters a-z and digits only");
    }
    if (name.equals("data") || CoreAttribute.named(name) != null) {
      throw invalid(Quoted.of(name), "is reserved by CloudEvents and names no extension");
    }
    return name;
  }

  /**
   * The value as String, Integer or Boolean, which is all that JSON and the brokers tell apart;
   * other types of the type system become their canonical text.
   */
  static Object extensionValue(String name, Object value) {
    if (value instanceof String text) {
      return text(name, text);
    }
    if (value instanceof Boolean || value instanceof Integer) {
      return value;
    }
    if (value instanceof Number number) {
      return integer(name, number);
    }
    if (value instanceof OffsetDateTime time) {
      return timestamp(name, time);
    }
    if (value instanceof URI uri) {
      return text(name, uri.toString());
    }
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    throw invalid(
        name,
        "has a value of type "
            + value.getClass().getSimpleName()
            + ": an extension is text, a whole number, a boolean, a URI, a time or bytes");
  }

  private static Integer integer(String name, Number number) {
    boolean whole = number instanceof Long || number instanceof Short || number instanceof Byte;
    if (!whole || number.longValue() != number.intValue()) {
      throw notInt32(name, number.toString());
    }
    return number.intValue();
  }

  static InvalidEventException notInt32(String name, String number) {
    return invalid(
        name,
        Quoted.of(number)
            + " is no whole number from -2147483648 to 2147483647: send other numbers as text");
  }

  private static String timestamp(String name, OffsetDateTime value) {
    try {
      return Rfc3339.format(value);
    } catch (DateTimeException e) {
      throw new InvalidEventException(
          INVALID_ATTRIBUTE,
          name + " " + value + " cannot be written in RFC 3339: " + e.getMessage(),
          e);
    }
  }

  static InvalidEventException invalid(String name, String rule) {
    return new InvalidEventException(INVALID_ATTRIBUTE, name + " " + rule);
  }
}
