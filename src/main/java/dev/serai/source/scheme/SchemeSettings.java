package dev.serai.source.scheme;

import java.util.List;
import java.util.Map;

/**
 * What a connector says of its scheme.
 *
 * @param scheme see {@link Schemes#names()}
 * @param secrets as the sender knows them; any of them verifies, so that one can be replaced; blank
 *     ones do not count
 * @param options by name, as {@code connectors.yaml} has them under {@code verify}; durations in
 *     ISO 8601
 */
public record SchemeSettings(String scheme, List<String> secrets, Map<String, String> options) {

  public SchemeSettings {
    secrets = secrets.stream().filter(secret -> !secret.isBlank()).toList();
    options = Map.copyOf(options);
  }

  public SchemeSettings(String scheme, List<String> secrets) {
    this(scheme, secrets, Map.of());
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "SchemeSettings[" + scheme + ", " + options + "]";
  }
}
