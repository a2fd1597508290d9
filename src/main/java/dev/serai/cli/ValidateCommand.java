package dev.serai.cli;

import dev.serai.config.HubConfig;
import dev.serai.config.InvalidConfigException;
import dev.serai.config.Problem;
import dev.serai.hub.ConfigCheck;
import dev.serai.routes.RouteCheck;
import dev.serai.routes.RouteProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "validate",
    description = "Check the configuration and the route files, and start nothing.",
    footer = {
      "%nExamples:",
      "  serai validate                                   # all of it, and how it fits together",
      "  serai validate routes/heal.camel.yaml            # one file"
    })
final class ValidateCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin ConfigOption config;
  @Mixin RoutesOption routes;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Route files or folders of such. Default: the configuration and --routes.")
  List<Path> files = new ArrayList<>();

  private final List<String> problems = new ArrayList<>();
  private int routeFiles;
  private int routeCount;

  ValidateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (files.isEmpty()) {
      checkAll();
    } else {
      files.forEach(this::checkFile);
    }
    problems.forEach(terminal::say);
    if (problems.isEmpty()) {
      terminal.say(
          "valid: %s in %s".formatted(count(routeCount, "route"), count(routeFiles, "file")));
    } else {
      terminal.note(count(problems.size(), "problem"));
    }
    terminal.json(result());
    return problems.isEmpty() ? ExitCode.OK : ExitCode.INVALID;
  }

  private static String count(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private void checkAll() {
    HubConfig hub = load();
    if (Files.exists(routes.routes) && !Files.isDirectory(routes.routes)) {
      problems.add(routes.routes + " is no folder; --routes takes the folder of the route files");
    } else if (!Files.exists(routes.routes)) {
      terminal.note("the folder %s does not exist: there is no route".formatted(routes.routes));
    }
    RouteCheck.Result found =
        Files.isDirectory(routes.routes) ? checkFolder() : RouteCheck.Result.NONE;
    if (hub != null && found.problems().isEmpty()) {
      problems.addAll(ConfigCheck.mismatches(hub, found));
    }
  }

  private RouteCheck.Result checkFolder() {
    for (Path file : RouteCheck.passedOver(routes.routes)) {
      terminal.note(
          "%s is passed over: the name of a route file ends with .camel.yaml, that of a kamelet with .kamelet.yaml"
              .formatted(file));
    }
    return check(routes.routes);
  }

  /** Null when it is wrong. */
  private HubConfig load() {
    try {
      return config.load(terminal.env());
    } catch (InvalidConfigException e) {
      e.problems().stream().map(Problem::toString).forEach(problems::add);
      return null;
    }
  }

  private void checkFile(Path file) {
    if (!Files.exists(file)) {
      problems.add(file + ": does not exist");
    } else {
      check(file);
    }
  }

  private RouteCheck.Result check(Path place) {
    RouteCheck.Result found = new RouteCheck().check(place);
    routeFiles += found.files();
    routeCount += found.routes().size();
    found.problems().stream().map(RouteProblem::toString).forEach(problems::add);
    return found;
  }

  private Map<String, Object> result() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("valid", problems.isEmpty());
    result.put("files", routeFiles);
    result.put("routes", routeCount);
    result.put("problems", problems);
    return result;
  }
}
