package dev.serai.sanitize;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

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

  /** Whether members with the names of secrets are masked. */
  public boolean masksNames() {
    return rules.names();
  }

  /** Whether it does anything but mask those. */
  public boolean isMore() {
    return rules.isMore();
  }

  /**
   * The message without what must not be stored; the same array when there is nothing.
   *
   * @param contentType null when it is unknown: then what looks like JSON is JSON
   */
  public byte[] sanitize(byte[] message, String contentType) {
    if (message.length == 0 || (!rules.names() && !rules.isMore())) {
      return message;
    }
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    if (type.startsWith("application/x-www-form-urlencoded")) {
      return FormText.sanitize(message, this);
    }
    if (looksLikeJson(message)) {
      byte[] clean = new JsonMessage(rules, paths, hash).sanitize(message);
      if (clean != null) {
        return clean;
      }
      // Not quite JSON: nothing is known of its members but what the text shows.
      return text(message, true);
    }
    return text(message, false);
  }

  private static boolean looksLikeJson(byte[] message) {
    for (byte b : message) {
      if (b > ' ') {
        return b == '{' || b == '[' || b == '"';
      }
    }
    return false;
  }

  private byte[] text(byte[] message, boolean broken) {
    if (rules.detect().isEmpty() && !broken) {
      return message;
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString();
    } catch (CharacterCodingException e) {
      text = new String(message, StandardCharsets.ISO_8859_1);
    }
    String clean = detect(text);
    clean = broken && rules.names() ? Detector.SECRETS.mask(clean) : clean;
    return clean.equals(text) ? message : clean.getBytes(StandardCharsets.UTF_8);
  }

  /** The text without what the detectors find. */
  String detect(String text) {
    return detect(rules, text);
  }

  static String detect(Rules rules, String text) {
    String clean = text;
    for (Detector detector : rules.detect()) {
      clean = detector.mask(clean);
    }
    return clean;
  }
}
