package dev.serai.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.impl.DefaultCamelContext;

/** Holds the endpoints of a file against Camel's catalog and the hub's own components. */
final class EndpointCheck {

  private static final Map<String, String> OWN =
      Map.of(
          "bus", "dev.serai.component.BusComponent",
          "webhook", "dev.serai.component.WebhookComponent",
          "feed", "dev.serai.component.PollComponent",
          "poll", "dev.serai.component.PollComponent",
          "normalize", "dev.serai.component.NormalizeComponent",
          "webhook-out", "dev.serai.component.WebhookOutComponent");

  private final DefaultCamelCatalog catalog = new DefaultCamelCatalog(true);

  EndpointCheck() {
    OWN.forEach((scheme, type) -> catalog.addComponent(scheme, type, metadata(scheme)));
  }

  private static String metadata(String scheme) {
    String place = "/META-INF/dev/serai/component/" + scheme + ".json";
    try (InputStream json = EndpointCheck.class.getResourceAsStream(place)) {
      return new String(json.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<RouteProblem> check(String file, ParsedRoutes routes) {
    List<RouteProblem> problems = new ArrayList<>();
    for (ParsedRoutes.Use use : routes.endpoints()) {
      for (String message : messages(use)) {
        problems.add(new RouteProblem(file, use.line(), message));
      }
    }
    return problems;
  }

  private List<String> messages(ParsedRoutes.Use use) {
    int colon = use.uri().indexOf(':');
    String scheme = colon < 0 ? use.uri() : use.uri().substring(0, colon);
    if (scheme.contains("{{") || scheme.contains("${") || scheme.equals("kamelet")) {
      return List.of();
    }
    if (catalog.componentModel(scheme) == null) {
      return List.of(
          "'%s' is no component of Camel %s or of this hub%s"
              .formatted(scheme, catalog.getCatalogVersion(), suggestion(scheme)));
    }
    if (use.dynamic()) {
      return List.of();
    }
    EndpointValidationResult result =
        catalog.validateEndpointProperties(use.uri(), false, use.consumer(), !use.consumer());
    if (!result.isSuccess()) {
      return explain(scheme, result);
    }
    return scheme.equals("bus") && !use.uri().contains("{{") ? refusal(use) : List.of();
  }

  /** What the endpoint itself says, which knows more than its options' types. */
  private static List<String> refusal(ParsedRoutes.Use use) {
    try (DefaultCamelContext scratch = new DefaultCamelContext()) {
      scratch.getEndpoint(use.uri());
      return List.of();
    } catch (Exception e) {
      return List.of(RouteParser.problem("", e).message());
    }
  }

  private List<String> explain(String scheme, EndpointValidationResult result) {
    List<String> messages = new ArrayList<>();
    for (String option : orEmpty(result.getUnknown())) {
      String known = Suggestions.nearest(option, optionNames(scheme));
      messages.add("%s: has no option '%s'%s".formatted(scheme, option, known));
    }
    for (String option : orEmpty(result.getRequired())) {
      messages.add("%s: needs the option '%s'".formatted(scheme, option));
    }
    orEmpty(result.getInvalidEnum())
        .forEach(
            (option, value) ->
                messages.add(
                    "%s: '%s' is no value for '%s'; write one of %s"
                        .formatted(scheme, value, option, result.getEnumChoices(option))));
    invalid(messages, scheme, result.getInvalidInteger(), "a whole number");
    invalid(messages, scheme, result.getInvalidNumber(), "a number");
    invalid(messages, scheme, result.getInvalidBoolean(), "true or false");
    invalid(messages, scheme, result.getInvalidDuration(), "a duration such as 500ms, 5s or 2m");
    for (String option : orEmpty(result.getNotConsumerOnly())) {
      messages.add("%s: takes '%s' only as a step (to:), not in from:".formatted(scheme, option));
    }
    for (String option : orEmpty(result.getNotProducerOnly())) {
      messages.add("%s: takes '%s' only in from:, not as a step (to:)".formatted(scheme, option));
    }
    if (messages.isEmpty()) {
      messages.add(result.summaryErrorMessage(false).strip().replaceAll("\\s*\\R\\s*", " "));
    }
    return messages;
  }

  private static void invalid(
      List<String> messages, String scheme, Map<String, String> values, String wanted) {
    orEmpty(values)
        .forEach(
            (option, value) ->
                messages.add(
                    "%s: '%s' is no value for '%s'; write %s"
                        .formatted(scheme, value, option, wanted)));
  }

  private List<String> optionNames(String scheme) {
    return catalog.componentModel(scheme).getEndpointOptions().stream()
        .map(option -> option.getName())
        .toList();
  }

  private String suggestion(String scheme) {
    return Suggestions.nearest(scheme, catalog.findComponentNames());
  }

  private static <T> Collection<T> orEmpty(Collection<T> values) {
    return values == null ? List.of() : values;
  }

  private static Map<String, String> orEmpty(Map<String, String> values) {
    return values == null ? Map.of() : values;
  }
}
