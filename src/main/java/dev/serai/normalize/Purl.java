package dev.serai.normalize;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Package URLs as the purl specification (ECMA-427) writes them, without qualifiers. */
final class Purl {

  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  /** The types whose names are the same in lower and upper case. */
  private static final Set<String> LOWER_CASE = Set.of("bitbucket", "github", "npm", "oci", "pypi");

  private Purl() {}

  /**
   * @param path the name, behind its namespace and slashes if it has one
   * @param version null when unknown
   */
  static String of(String type, String path, String version) {
    String kind = type.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "");
    String cased = LOWER_CASE.contains(kind) ? path.toLowerCase(Locale.ROOT) : path;
    String name =
        Arrays.stream(cased.split("/"))
            .filter(segment -> !segment.isEmpty())
            .map(Purl::encoded)
            .collect(Collectors.joining("/"));
    return "pkg:"
        + (kind.isEmpty() ? "generic" : kind)
        + "/"
        + name
        + (version == null ? "" : "@" + encoded(version));
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (octet > 0 && PLAIN.indexOf(octet) >= 0) {
        encoded.append((char) octet);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", octet));
      }
    }
    return encoded.toString();
  }
}
