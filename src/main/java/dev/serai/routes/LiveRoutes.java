package dev.serai.routes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of the folder as they run. Each change touches the routes of its own file and nothing
 * else.
 */
final class LiveRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);

  private record Loaded(RouteFile file, ParsedRoutes parsed) {}

  private final ModelCamelContext context;
  private final RouteCheck check;
  private final ReloadListener listener;
  private final Map<String, Loaded> loaded = new LinkedHashMap<>();

  LiveRoutes(ModelCamelContext context, RouteCheck check, ReloadListener listener) {
    this.context = context;
    this.check = check;
    this.listener = listener;
  }

  /**
   * Puts the file's routes in place of those it had before. On failure what ran before runs again.
   */
  void apply(RouteFile file) throws RouteRejectedException {
    ParsedRoutes parsed = check.parse(file);
    List<RouteProblem> taken = taken(file, parsed);
    if (!taken.isEmpty()) {
      throw new RouteRejectedException(taken, null);
    }
    Loaded before = loaded.get(file.name());
    try {
      if (before != null) {
        stopVanished(before.parsed(), parsed);
      }
      listener.starting(parsed.consumed());
      load(file);
      loaded.put(file.name(), new Loaded(file, parsed));
    } catch (Exception | Error e) {
      restore(before, parsed);
      throw new RouteRejectedException(List.of(RouteParser.problem(file.name(), e)), e);
    }
  }

  /** Stops and forgets the routes of a file that is gone. */
  void remove(String name) {
    Loaded gone = loaded.remove(name);
    if (gone != null) {
      gone.parsed().ids().forEach(this::stop);
    }
  }

  /** Restarts the routes that use a kamelet, so that its new declaration counts. */
  void applyKamelet(RouteFile file) throws RouteRejectedException {
    RouteParser.parse(file);
    List<RouteProblem> problems = new ArrayList<>();
    for (Loaded user : usersOf(file.kamelet())) {
      user.parsed().ids().forEach(this::stop);
    }
    forget(file.kamelet());
    for (Loaded user : usersOf(file.kamelet())) {
      try {
        load(user.file());
      } catch (Exception | Error e) {
        problems.add(RouteParser.problem(user.file().name(), e));
      }
    }
    if (!problems.isEmpty()) {
      throw new RouteRejectedException(problems, null);
    }
  }

  Set<String> files() {
    return Set.copyOf(loaded.keySet());
  }

  private List<Loaded> usersOf(String kamelet) {
    return loaded.values().stream()
        .filter(each -> each.parsed().kamelets().contains(kamelet))
        .toList();
  }

  private void forget(String kamelet) {
    for (RouteDefinition route : List.copyOf(context.getRouteDefinitions())) {
      Map<String, Object> parameters = route.getTemplateParameters();
      if (parameters != null && kamelet.equals(parameters.get("templateId"))) {
        stop(route.getRouteId());
      }
    }
    for (RouteTemplateDefinition template : List.copyOf(context.getRouteTemplateDefinitions())) {
      if (template.getId().equals(kamelet)) {
        try {
          context.removeRouteTemplateDefinition(template);
        } catch (Exception e) {
          LOG.warn("cannot forget the old kamelet {}: {}", kamelet, e.toString());
        }
      }
    }
    for (Endpoint endpoint : List.copyOf(context.getEndpoints())) {
      String uri = endpoint.getEndpointUri();
      if (uri.matches("kamelet:(//)?" + java.util.regex.Pattern.quote(kamelet) + "([/?].*)?")) {
        try {
          context.removeEndpoint(endpoint);
        } catch (Exception e) {
          LOG.warn("cannot forget the old endpoint {}: {}", uri, e.toString());
        }
      }
    }
  }

  private List<RouteProblem> taken(RouteFile file, ParsedRoutes parsed) {
    List<RouteProblem> problems = new ArrayList<>();
    for (Loaded other : loaded.values()) {
      if (!other.file().name().equals(file.name())) {
        for (String id : parsed.ids()) {
          if (other.parsed().ids().contains(id)) {
            problems.add(RouteFolder.taken(file.name(), id, other.file().name()));
          }
        }
      }
    }
    return problems;
  }

  private void stopVanished(ParsedRoutes before, ParsedRoutes now) {
    for (String id : before.ids()) {
      if (!now.ids().contains(id)) {
        stop(id);
      }
    }
  }

  private void restore(Loaded before, ParsedRoutes failed) {
    for (String id : failed.ids()) {
      if (before == null || !before.parsed().ids().contains(id)) {
        stop(id);
      }
    }
    if (before == null) {
      return;
    }
    try {
      load(before.file());
    } catch (Exception | Error e) {
      LOG.error("{} cannot be put back as it was: {}", before.file().name(), e.toString());
    }
  }

  private void load(RouteFile file) throws Exception {
    PluginHelper.getRoutesLoader(context).updateRoutes(List.of(file.resource()));
  }

  private void stop(String id) {
    try {
      if (context.getRoute(id) != null) {
        context.getRouteController().stopRoute(id);
        context.removeRoute(id);
      }
      RouteDefinition definition = context.getRouteDefinition(id);
      if (definition != null) {
        context.removeRouteDefinition(definition);
      }
    } catch (Exception e) {
      LOG.warn("route {} did not stop cleanly: {}", id, e.toString());
    }
  }
}
