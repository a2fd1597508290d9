package dev.serai.routes;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name in an endpoint of a route that is defined elsewhere.
 *
 * @param line from 1, or 0 when the place is unknown
 */
public record Mention(Kind kind, String name, String file, int line) {

  /** What the name stands for. */
  public enum Kind {
    POLICY,
    CONSUMED_CHANNEL,
    PUBLISHED_CHANNEL,
    /** A connector that a route consumes from. */
    CONNECTOR
  }

  private static final Pattern POLICY = Pattern.compile("[?&]policy=([^&]+)");
  private static final Pattern CHANNEL =
      Pattern.compile(
          "^(?:bus:(?://)?|kamelet:(?://)?serai-bus-(?:source|sink)[^?]*\\?(?:.*&)?channel=)([^?&]+)");
  private static final Pattern CONNECTOR =
      Pattern.compile(
          "^(?:(?:webhook|feed|poll):(?://)?|kamelet:(?://)?[a-z0-9-]+-source[^?]*\\?(?:.*&)?connector=)([^?&]+)");

  /** A name with a placeholder is none that could be looked up. */
  static List<Mention> in(String file, ParsedRoutes.Use use) {
    Map<Kind, Optional<String>> names = new EnumMap<>(Kind.class);
    names.put(Kind.POLICY, first(POLICY, use.uri()));
    names.put(
        use.consumer() ? Kind.CONSUMED_CHANNEL : Kind.PUBLISHED_CHANNEL, first(CHANNEL, use.uri()));
    names.put(Kind.CONNECTOR, use.consumer() ? connector(use.uri()) : Optional.empty());
    List<Mention> found = new ArrayList<>();
    names.forEach(
        (kind, name) ->
            name.filter(given -> !given.contains("{{"))
                .ifPresent(given -> found.add(new Mention(kind, given, file, use.line()))));
    return found;
  }

  /** The connector that an endpoint consumes from, itself or through a kamelet. */
  public static Optional<String> connector(String uri) {
    return first(CONNECTOR, uri);
  }

  private static Optional<String> first(Pattern pattern, String uri) {
    Matcher matcher = pattern.matcher(uri);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** A problem at the place of this mention. */
  public RouteProblem problem(String message) {
    return new RouteProblem(file, line, message);
  }
}
