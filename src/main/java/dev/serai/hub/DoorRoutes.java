package dev.serai.hub;

import dev.serai.component.PollEndpoint;
import dev.serai.component.WebhookEndpoint;
import dev.serai.config.Connector;
import dev.serai.config.PolledConnector;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Route;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.ModelCamelContext;

/**
 * Gives each connector that names a channel the hub's own route to it, unless a route of the user's
 * consumes it.
 */
final class DoorRoutes {

  private static final String PREFIX = "serai-door-";

  private final ModelCamelContext context;
  private final List<Connector> connectors;

  DoorRoutes(ModelCamelContext context, Collection<Connector> connectors) {
    this.context = context;
    this.connectors =
        connectors.stream().filter(each -> each.off().isEmpty() && each.channel() != null).toList();
  }

  /** Adds what is missing. Call it after the user's routes have changed. */
  synchronized void fill() {
    Set<String> consumed = consumed();
    for (Connector connector : connectors) {
      if (!consumed.contains(connector.name())) {
        add(connector);
      }
    }
  }

  /** Removes the hub's own routes of these connectors; their deliveries wait for the user's. */
  synchronized void makeRoom(Set<String> names) {
    for (String name : names) {
      String id = PREFIX + name;
      if (context.getRoute(id) != null) {
        try {
          context.getRouteController().stopRoute(id);
          context.removeRoute(id);
        } catch (Exception e) {
          throw new IllegalStateException("route " + id + " does not stop", e);
        }
      }
    }
  }

  private Set<String> consumed() {
    Set<String> names = new HashSet<>();
    for (Route route : context.getRoutes()) {
      if (route.getEndpoint() instanceof WebhookEndpoint webhook) {
        names.add(webhook.getConnector());
      } else if (route.getEndpoint() instanceof PollEndpoint poll) {
        names.add(poll.getConnector());
      }
    }
    return names;
  }

  private void add(Connector connector) {
    TemplatedRouteBuilder route;
    if (connector instanceof Connector.Webhook webhook) {
      route =
          TemplatedRouteBuilder.builder(context, "serai-webhook")
              .parameter("normalizer", webhook.normalize())
              .parameter("vocabulary", webhook.vocabulary().name().toLowerCase(Locale.ROOT));
    } else if (connector instanceof Connector.CloudEvents events && events.normalize() != null) {
      route =
          TemplatedRouteBuilder.builder(context, "serai-cloudevents-normalized")
              .parameter("normalizer", events.normalize());
    } else if (connector instanceof PolledConnector polled) {
      route =
          TemplatedRouteBuilder.builder(context, "serai-poll")
              .parameter("scheme", polled.scheme())
              .parameter("normalizer", polled.normalize())
              .parameter("vocabulary", polled.vocabulary().name().toLowerCase(Locale.ROOT));
    } else {
      route = TemplatedRouteBuilder.builder(context, "serai-cloudevents");
    }
    route
        .routeId(PREFIX + connector.name())
        .parameter("connector", connector.name())
        .parameter("channel", connector.channel())
        .add();
  }
}
