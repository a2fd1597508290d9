package dev.serai.source.scheme;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The schemes by the name they have in {@code connectors.yaml}. */
public final class Schemes {

  /** Lets everybody in. */
  public static final String NONE = "none";

  private static final Map<String, Function<List<String>, Scheme>> BY_NAME =
      new TreeMap<>(
          Map.of(
              "bearer",
              BearerScheme::new,
              "github",
              GitHubScheme::new,
              NONE,
              secrets -> new OpenScheme()));

  private Schemes() {}

  /** All names, sorted. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * A scheme with its live secrets.
   *
   * @param secrets as the sender knows them; any of them verifies, so that one can be replaced
   * @throws IllegalArgumentException for an unknown name, or without a secret where one is needed
   */
  public static Scheme named(String name, List<String> secrets) {
    Function<List<String>, Scheme> scheme = BY_NAME.get(name);
    if (scheme == null) {
      throw new IllegalArgumentException(
          "unknown scheme '" + name + "'; known are " + String.join(", ", names()));
    }
    List<String> live = secrets.stream().filter(secret -> !secret.isBlank()).toList();
    if (live.isEmpty() && !name.equals(NONE)) {
      throw new IllegalArgumentException(
          "scheme '"
              + name
              + "' needs a secret and has none; set verify.secrets, or verify.scheme: none to let"
              + " everybody in");
    }
    return scheme.apply(live);
  }
}
