package dev.serai.event;

import java.util.Locale;

/**
 * A media type of RFC 2045 with the names of RFC 6838, as far as an event needs it: type and
 * subtype in lower case, and the charset parameter or null.
 */
public record MediaType(String type, String subtype, String charset) {

  private static final MediaType JSON = new MediaType("application", "json", null);
  private static final int LONGEST_NAME = 127;

  /**
   * Null when the text is no media type. Empty parameters (a trailing semicolon) are allowed as in
   * RFC 9110.
   */
  public static MediaType parse(String text) {
    if (text.equals("application/json")) {
      return JSON;
    }
    int slash = name(text, 0);
    if (slash < 0 || slash == text.length() || text.charAt(slash) != '/') {
      return null;
    }
    int end = name(text, slash + 1);
    if (end < 0) {
      return null;
    }
    String type = text.substring(0, slash).toLowerCase(Locale.ROOT);
    String subtype = text.substring(slash + 1, end).toLowerCase(Locale.ROOT);
    Parameters parameters = new Parameters(text, end);
    return parameters.read() ? new MediaType(type, subtype, parameters.charset) : null;
  }

  /** Whether the data is JSON: {@code *}{@code /json} or {@code *}{@code /*+json}. */
  public boolean isJson() {
    return subtype.equals("json") || subtype.endsWith("+json");
  }

  /** Whether people would call the data text, so that JSON may carry it as a string. */
  boolean isText() {
    return type.equals("text")
        || subtype.endsWith("xml")
        || subtype.endsWith("yaml")
        || subtype.equals("javascript")
        || subtype.equals("graphql")
        || subtype.equals("x-ndjson")
        || subtype.equals("x-www-form-urlencoded");
  }

  /** The index behind a restricted-name of RFC 6838, or -1. */
  private static int name(String text, int start) {
    int i = start;
    while (i < text.length() && isNameCharacter(text.charAt(i), i == start)) {
      i++;
    }
    return i == start || i - start > LONGEST_NAME ? -1 : i;
  }

  private static boolean isNameCharacter(char c, boolean first) {
    return isAlphanumeric(c) || (!first && "!#$&-^_.+".indexOf(c) >= 0);
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static final class Parameters {
    private final String text;
    private int at;
    private String charset;

    Parameters(String text, int start) {
      this.text = text;
      this.at = start;
    }

    boolean read() {
      space();
      while (at < text.length()) {
        if (text.charAt(at++) != ';') {
          return false;
        }
        space();
        if (at < text.length() && text.charAt(at) != ';' && !parameter()) {
          return false;
        }
        space();
      }
      return true;
    }

    private boolean parameter() {
      int start = at;
      token();
      String name = text.substring(start, at);
      if (name.isEmpty() || at == text.length() || text.charAt(at++) != '=') {
        return false;
      }
      boolean quoted = at < text.length() && text.charAt(at) == '"';
      String value = quoted ? quotedString() : plain();
      if (value == null) {
        return false;
      }
      if (name.equalsIgnoreCase("charset")) {
        charset = value;
      }
      return true;
    }

    private String plain() {
      int start = at;
      token();
      return at == start ? null : text.substring(start, at);
    }

    private String quotedString() {
      StringBuilder value = new StringBuilder();
      at++;
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c == '"') {
          return value.toString();
        }
        if (c == '\\' && at < text.length()) {
          c = text.charAt(at++);
        }
        if (c < ' ' || c > '~') {
          return null;
        }
        value.append(c);
      }
      return null;
    }

    private void token() {
      while (at < text.length()
          && text.charAt(at) > ' '
          && text.charAt(at) <= '~'
          && "()<>@,;:\\\"/[]?=".indexOf(text.charAt(at)) < 0) {
        at++;
      }
    }

    private void space() {
      while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
        at++;
      }
    }
  }
}
