package dev.serai.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A way out: a channel's events are posted to somebody.
 *
 * @param name the key under {@code subscriptions}
 * @param filters all must hold; empty for every event
 * @param policy null for the hub's own for subscriptions
 * @param concurrency requests that may be under way at once
 * @param allow networks that may be called although they are not public
 * @param off why it is switched off and how to switch it on; empty when it is on
 */
public record Subscription(
    String name,
    String channel,
    URI url,
    List<Secret> secrets,
    Mode mode,
    List<Filter> filters,
    String policy,
    From from,
    int concurrency,
    Duration timeout,
    List<String> allow,
    Optional<String> off) {

  /** How a CloudEvent is written. */
  public enum Mode {
    STRUCTURED,
    BINARY
  }

  /** Where a new subscription begins. */
  public enum From {
    LATEST,
    EARLIEST
  }

  /**
   * A condition in one of the dialects of the CloudEvents Subscriptions API.
   *
   * @param attributes of exact, prefix and suffix: a text for each attribute, all must hold
   * @param parts of all, any and not
   */
  public record Filter(Dialect dialect, Map<String, String> attributes, List<Filter> parts) {

    /** What the condition says. */
    public enum Dialect {
      EXACT,
      PREFIX,
      SUFFIX,
      ALL,
      ANY,
      NOT
    }

    public Filter {
      attributes = Map.copyOf(attributes);
      parts = List.copyOf(parts);
    }
  }
}
