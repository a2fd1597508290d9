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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks route files without starting anything. Reads files; not safe for several threads. */
public final class RouteCheck {

  private static final Pattern CHANNEL = Pattern.compile("^bus:(?://)?([^?]+)");
  private static final Pattern GROUP = Pattern.compile("[?&]group=([^&]+)");

  /**
   * What was found.
   *
   * @param files how many were read
   * @param mentions what their endpoints name that is defined elsewhere
   * @param groups as the routes declare them, but for those whose name is a placeholder
   */
  public record Result(
      int files,
      List<String> routes,
      List<RouteProblem> problems,
      List<Mention> mentions,
      List<DeclaredGroup> groups) {

    /** Of no file at all. */
    public static final Result NONE = new Result(0, List.of(), List.of(), List.of(), List.of());

    /** The names of one kind. */
    public Set<String> names(Mention.Kind... kinds) {
      Set<Mention.Kind> wanted = Set.of(kinds);
      return mentions.stream()
          .filter(mention -> wanted.contains(mention.kind()))
          .map(Mention::name)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

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
    List<Mention> mentions = new ArrayList<>();
    List<DeclaredGroup> declared = new ArrayList<>();
    List<Path> files = files(place);
    for (Path path : files) {
      try {
        RouteFile file = RouteFile.read(path);
        ParsedRoutes parsed = parse(file);
        routes.addAll(parsed.ids());
        problems.addAll(duplicates(file.name(), parsed, owners));
        problems.addAll(sharedGroups(file.name(), parsed, groups));
        parsed.endpoints().forEach(use -> mentions.addAll(Mention.in(file.name(), use)));
        declared.addAll(DeclaredGroup.in(file.name(), parsed));
      } catch (RouteRejectedException e) {
        problems.addAll(e.problems());
      } catch (IOException e) {
        problems.add(new RouteProblem(path.toString(), 0, "cannot be read: " + e));
      }
    }
    Collections.sort(problems);
    return new Result(files.size(), routes, problems, mentions, List.copyOf(declared));
  }

  /**
   * Files below a folder that end like YAML and not like a route file or kamelet, so that nobody
   * reads them. Throws {@link UncheckedIOException}.
   */
  public static List<Path> passedOver(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(RouteFile::isPassedOver).filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
