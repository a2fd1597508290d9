package dev.serai.config;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A text that is never printed: not in logs, not in JSON, not in an error. */
public final class Secret {

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /** Throws {@link IllegalArgumentException} when empty, for an empty secret lets everybody in. */
  public static Secret of(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a secret must not be empty");
    }
    return new Secret(text);
  }

  /** The text itself; hand it to whoever checks signatures and to nobody else. */
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), that.text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @JsonValue
  @Override
  public String toString() {
    return "***";
  }
}
