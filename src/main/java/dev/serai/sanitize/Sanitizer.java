package dev.serai.sanitize;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Applies rules to messages. Safe for all threads. */
public final class Sanitizer {

  /** Stands where something was. */
  public static final String MASK = "***";

  private final Rules rules;
  private final Paths paths;
  private final KeyedHash hash;

  public Sanitizer(Rules rules) {
    this.rules = rules;
    this.paths = new Paths(rules);
    this.hash = rules.key() == null ? null : new KeyedHash(rules.key());
  }

  Rules rules() {
    return rules;
  }

  Paths paths() {
    return paths;
  }

  /** Null when there is no key. */
  KeyedHash hash() {
    return hash;
  }

  /** Whether it leaves every message as it is. */
  public boolean isOff() {
    return !rules.names() && !rules.isMore();
  }

  /**
   * The message without what must not be stored; the same array when there is nothing. Throws
   * {@link UnreadableMessageException} for what is said to be JSON and is none.
   *
   * @param contentType null when it is unknown
   */
  public byte[] sanitize(byte[] message, String contentType) {
    if (isOff() || message.length == 0) {
      return message;
    }
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    if (type.startsWith("application/x-www-form-urlencoded")) {
      return FormText.sanitize(this, message);
    }
    if (beginsLikeJson(message)) {
      byte[] clean = rules.isMore() ? null : NamedMembers.mask(message);
      if (clean != null) {
        return clean;
      }
      try {
        return JsonMessage.sanitize(this, message);
      } catch (UnreadableMessageException e) {
        // Some send JSON as text/plain, and some logs begin with a bracket.
        if (type.isEmpty() || type.contains("json")) {
          throw e;
        }
      }
    }
    if (rules.detect().isEmpty()) {
      return message;
    }
    // What is found is ASCII: in Latin-1 all other bytes stay what they are, whatever they mean.
    String text = new String(message, StandardCharsets.ISO_8859_1);
    String clean = rules.detected(text);
    return clean.equals(text) ? message : clean.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Headers with masked values behind the names of secrets; the same map when there are none. */
  public Map<String, String> headers(Map<String, String> headers) {
    if (!rules.names()) {
      return headers;
    }
    Map<String, String> clean = null;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (SecretNames.of(header.getKey()) != SecretNames.Kind.ORDINARY) {
        clean = clean == null ? new HashMap<>(headers) : clean;
        clean.put(header.getKey(), MASK);
      }
    }
    return clean == null ? headers : clean;
  }

  /** A text that may be JSON. */
  String sanitizeText(String text) {
    return new String(
        sanitize(text.getBytes(StandardCharsets.UTF_8), "text/plain"), StandardCharsets.UTF_8);
  }

  private static boolean beginsLikeJson(byte[] message) {
    for (byte b : message) {
      if (b > ' ') {
        return b == '{' || b == '[' || b == '"';
      }
    }
    return false;
  }
}
