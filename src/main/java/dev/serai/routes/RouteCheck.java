package dev.serai.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks route files without starting anything. Reads files; not safe for several threads. */
public final class RouteCheck {

  private static final Pattern POLICY = Pattern.compile("[?&]policy=([^&]+)");
  private static final Pattern CHANNEL = Pattern.compile("^bus:(?://)?([^?]+)");
  private static final Pattern CHANNEL_OF_KAMELET =
      Pattern.compile("^kamelet:(?://)?serai-bus-(?:source|sink)[^?]*\\?(?:.*&)?channel=([^&]+)");
  private static final Pattern CONNECTOR =
      Pattern.compile(
          "^(?:webhook:(?://)?|kamelet:(?://)?[a-z0-9-]+-source[^?]*\\?(?:.*&)?connector=)([^?&]+)");
  private static final Pattern GROUP = Pattern.compile("[?&]group=([^&]+)");

  /**
   * What was found.
   *
   * @param files how many were read
   * @param policies named by {@code bus:} endpoints
   * @param channels named by {@code bus:} endpoints
   * @param connectors that some route consumes from
   */
  public record Result(
      int files,
      List<String> routes,
      List<RouteProblem> problems,
      Set<String> policies,
      Set<String> channels,
      Set<String> connectors) {}

  private final EndpointCheck endpoints = new EndpointCheck();

  /**
   * Checks a file, or every route file and kamelet below a folder. Throws {@link
   * UncheckedIOException} if it cannot read.
   */
  public Result check(Path place) {
    List<RouteProblem> problems = new ArrayList<>();
    List<String> routes = new ArrayList<>();
    Map<String, String> owners = new HashMap<>();
    Map<List<String>, String> groups = new HashMap<>();
    Set<String> policies = new TreeSet<>();
    Set<String> channels = new TreeSet<>();
    Set<String> connectors = new TreeSet<>();
    List<Path> files = files(place);
    for (Path path : files) {
      try {
        RouteFile file = RouteFile.read(path);
        ParsedRoutes parsed = parse(file);
        routes.addAll(parsed.ids());
        problems.addAll(duplicates(file.name(), parsed, owners));
        problems.addAll(sharedGroups(file.name(), parsed, groups));
        for (ParsedRoutes.Use use : parsed.endpoints()) {
          find(POLICY, use.uri(), policies);
          find(CHANNEL, use.uri(), channels);
          find(CHANNEL_OF_KAMELET, use.uri(), channels);
          if (use.consumer()) {
            find(CONNECTOR, use.uri(), connectors);
          }
        }
      } catch (RouteRejectedException e) {
        problems.addAll(e.problems());
      } catch (IOException e) {
        problems.add(new RouteProblem(path.toString(), 0, "cannot be read: " + e));
      }
    }
    Collections.sort(problems);
    return new Result(files.size(), routes, problems, policies, channels, connectors);
  }

  /** The connector that an endpoint consumes from, itself or through a kamelet. */
  public static Optional<String> connector(String uri) {
    Matcher connector = CONNECTOR.matcher(uri);
    return connector.find() ? Optional.of(connector.group(1)) : Optional.empty();
  }

  /** Parses and checks one file; throws with every problem found. */
  ParsedRoutes parse(RouteFile file) throws RouteRejectedException {
    ParsedRoutes parsed = RouteParser.parse(file);
    if (RouteFile.isKamelet(file.path())) {
      return parsed;
    }
    List<RouteProblem> problems = new ArrayList<>(endpoints.check(file.name(), parsed));
    for (ParsedRoutes.Use use : parsed.endpoints()) {
      if (use.consumer() && use.uri().startsWith("bus:") && !GROUP.matcher(use.uri()).find()) {
        problems.add(
            new RouteProblem(
                file.name(),
                use.line(),
                "from: %s needs a group: write parameters: {group: <name>}; members of one group share the events, each group gets all"
                    .formatted(use.uri())));
      }
    }
    if (!problems.isEmpty()) {
      throw new RouteRejectedException(problems, null);
    }
    return parsed;
  }

  private static List<RouteProblem> duplicates(
      String file, ParsedRoutes parsed, Map<String, String> owners) {
    List<RouteProblem> problems = new ArrayList<>();
    for (String id : parsed.ids()) {
      String owner = owners.putIfAbsent(id, file);
      if (owner != null) {
        problems.add(RouteFolder.taken(file, id, owner));
      }
    }
    return problems;
  }

  /** A hub runs one route for a group: a second one would be refused when it starts. */
  private static List<RouteProblem> sharedGroups(
      String file, ParsedRoutes parsed, Map<List<String>, String> owners) {
    List<RouteProblem> problems = new ArrayList<>();
    for (ParsedRoutes.Use use : parsed.endpoints()) {
      Matcher channel = CHANNEL.matcher(use.uri());
      Matcher group = GROUP.matcher(use.uri());
      if (use.consumer() && channel.find() && group.find()) {
        String owner =
            owners.putIfAbsent(List.of(channel.group(1), group.group(1)), file + ":" + use.line());
        if (owner != null) {
          problems.add(
              new RouteProblem(
                  file,
                  use.line(),
                  "group '%s' of channel '%s' is served at %s already; give this route a group of its own"
                      .formatted(group.group(1), channel.group(1), owner)));
        }
      }
    }
    return problems;
  }

  private static void find(Pattern pattern, String uri, Set<String> names) {
    Matcher matcher = pattern.matcher(uri);
    if (matcher.find() && !matcher.group(1).contains("{{")) {
      names.add(matcher.group(1));
    }
  }

  private static List<Path> files(Path place) {
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    try {
      return List.copyOf(RouteFile.below(place).keySet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
