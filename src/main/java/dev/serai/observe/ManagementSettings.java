package dev.serai.observe;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the management port listens.
 *
 * @param host address or name to bind
 * @param port 0 for any free one
 * @param hosts names besides {@code localhost} and addresses by which it may be called, for example
 *     {@code serai.internal}; names of other ports' users are refused, so that no web page can
 *     reach it through a name of its own
 */
public record ManagementSettings(String host, int port, Set<String> hosts) {

  private static final int HIGHEST_PORT = 65_535;

  public ManagementSettings {
    if (host == null || host.isBlank()) {
      throw new IllegalArgumentException("management host must be an address, e.g. 127.0.0.1");
    }
    if (port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "management port must be 0 (any free one) to 65535, but is " + port);
    }
    hosts =
        hosts.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** On this machine only. */
  public static ManagementSettings local(int port) {
    return new ManagementSettings("127.0.0.1", port, Set.of());
  }
}
