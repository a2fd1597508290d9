package dev.serai.routes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.support.PluginHelper;

/**
 * Reads a file in a context of its own that never starts, so that a mistake touches nothing that
 * runs.
 */
final class RouteParser {

  private static final Pattern PLACE = Pattern.compile("line (\\d+), column (\\d+)|:(\\d+):(\\d+)");

  private RouteParser() {}

  static ParsedRoutes parse(RouteFile file) throws RouteRejectedException {
    try (DefaultCamelContext scratch = new DefaultCamelContext()) {
      scratch.setSourceLocationEnabled(true);
      // What a placeholder stands for is known only where the file runs.
      ((PropertiesComponent) scratch.getPropertiesComponent()).setIgnoreMissingProperty(true);
      List<RouteDefinition> routes = new ArrayList<>();
      Collection<RoutesBuilder> builders =
          PluginHelper.getRoutesLoader(scratch).findRoutesBuilders(List.of(file.resource()));
      for (RoutesBuilder each : builders) {
        RouteBuilder builder = (RouteBuilder) each;
        builder.setCamelContext(scratch);
        builder.configure();
        routes.addAll(builder.getRouteCollection().getRoutes());
      }
      List<RouteProblem> problems = SimpleCheck.check(file, steps(routes), scratch);
      if (!problems.isEmpty()) {
        throw new RouteRejectedException(problems, null);
      }
      return read(routes);
    } catch (RouteRejectedException e) {
      throw e;
    } catch (Exception | Error e) {
      throw new RouteRejectedException(List.of(problem(file.name(), e)), e);
    }
  }

  private static List<ProcessorDefinition<?>> steps(List<RouteDefinition> routes) {
    List<ProcessorDefinition<?>> steps = new ArrayList<>();
    for (RouteDefinition route : routes) {
      steps.addAll(steps(route));
    }
    return steps;
  }

  private static List<ProcessorDefinition<?>> steps(RouteDefinition route) {
    List<ProcessorDefinition<?>> steps = new ArrayList<>();
    for (ProcessorDefinition<?> step :
        ProcessorDefinitionHelper.filterTypeInOutputs(
            route.getOutputs(), ProcessorDefinition.class)) {
      steps.add(step);
    }
    return steps;
  }

  private static ParsedRoutes read(List<RouteDefinition> routes) {
    List<String> ids = new ArrayList<>();
    List<ParsedRoutes.Use> uses = new ArrayList<>();
    Set<String> kamelets = new LinkedHashSet<>();
    for (RouteDefinition route : routes) {
      if (route.hasCustomIdAssigned()) {
        ids.add(route.getRouteId());
      }
      if (route.getInput() != null) {
        uses.add(
            new ParsedRoutes.Use(
                route.getInput().getEndpointUri(), true, false, route.getInput().getLineNumber()));
      }
      for (ProcessorDefinition<?> step : steps(route)) {
        if (step instanceof KameletDefinition kamelet) {
          kamelets.add(name(kamelet.getName()));
        } else if (step instanceof EndpointRequiredDefinition to && to.getEndpointUri() != null) {
          uses.add(
              new ParsedRoutes.Use(
                  to.getEndpointUri(),
                  false,
                  step instanceof ToDynamicDefinition,
                  step.getLineNumber()));
        }
      }
    }
    for (ParsedRoutes.Use use : uses) {
      if (use.uri().startsWith("kamelet:")) {
        kamelets.add(name(use.uri().substring("kamelet:".length())));
      }
    }
    return new ParsedRoutes(List.copyOf(ids), List.copyOf(uses), Set.copyOf(kamelets));
  }

  private static String name(String kamelet) {
    return kamelet.split("[/?]", 2)[0];
  }

  /**
   * The innermost cause with a place in the file tells most; else the innermost that says anything.
   */
  static RouteProblem problem(String file, Throwable failure) {
    String message = null;
    int line = 0;
    String own = Path.of(file).getFileName().toString();
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (one.getMessage() == null || one.getMessage().isBlank()) {
        continue;
      }
      message = one.getMessage();
      Matcher place = PLACE.matcher(message);
      // Expressions and files that the route names have lines of their own.
      if (message.contains(own) && place.find()) {
        line = Integer.parseInt(place.group(1) != null ? place.group(1) : place.group(3));
      }
    }
    if (failure instanceof StackOverflowError) {
      message = "is nested too deeply to be read; close brackets that were left open, or divide it";
    } else if (message == null) {
      message = failure.getClass().getSimpleName();
    }
    return new RouteProblem(file, line, message.strip().replaceAll("\\s*\\R\\s*", " "));
  }
}
