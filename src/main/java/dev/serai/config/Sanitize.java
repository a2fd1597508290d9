package dev.serai.config;

import java.util.List;
import java.util.Set;

/**
 * What is taken out of a connector's messages.
 *
 * @param names whether members with the names of secrets are masked
 * @param key for hashes; null when there are none
 */
public record Sanitize(
    List<String> keep,
    List<String> drop,
    List<String> mask,
    List<String> hash,
    Set<Detect> detect,
    boolean names,
    Secret key) {

  static final Sanitize ON =
      new Sanitize(List.of(), List.of(), List.of(), List.of(), Set.of(), true, null);
  static final Sanitize OFF =
      new Sanitize(List.of(), List.of(), List.of(), List.of(), Set.of(), false, null);

  /** What is looked for in text. */
  public enum Detect {
    TOKENS,
    EMAILS,
    CARDS,
    SECRETS
  }
}
