package dev.serai.source;

import dev.serai.source.WebhookConnector.Kind;
import dev.serai.source.scheme.Scheme;
import dev.serai.source.scheme.Schemes;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All connectors, by path and by name. Immutable but for who takes their deliveries. */
final class Desks {

  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final String WEBHOOKS = "/webhooks/";
  private static final String EVENTS = "/events";

  private final Map<String, Desk> byPath = new HashMap<>();
  private final Map<String, WebhookDesk> webhooks = new HashMap<>();
  private final Map<String, CloudEventsDesk> cloudEvents = new HashMap<>();

  Desks(Collection<WebhookConnector> connectors) {
    for (WebhookConnector connector : connectors) {
      try {
        add(connector);
      } catch (IllegalArgumentException e) {
        throw new DoorException("connector '" + connector.name() + "': " + e.getMessage(), e);
      }
      if (connector.scheme().scheme().equals(Schemes.NONE)) {
        LOG.warn(
            "Connector '{}' lets everybody in (verify.scheme: none); anyone who reaches the port"
                + " can send events",
            connector.name());
      }
    }
  }

  private void add(WebhookConnector connector) {
    String name = connector.name();
    if (webhooks.containsKey(name) || cloudEvents.containsKey(name)) {
      throw new IllegalArgumentException("there are two of this name; rename one");
    }
    Scheme scheme = Schemes.of(connector.scheme());
    if (connector.kind() == Kind.WEBHOOK) {
      WebhookDesk desk = new WebhookDesk(connector, scheme);
      webhooks.put(name, desk);
      byPath.put(WEBHOOKS + name, desk);
    } else {
      CloudEventsDesk desk = new CloudEventsDesk(connector, scheme);
      cloudEvents.put(name, desk);
      byPath.put(EVENTS + "/" + name, desk);
      if (name.equals("events")) {
        byPath.put(EVENTS, desk);
      }
    }
  }

  /** Whether the path is the door's own rather than the router's. */
  static boolean owns(String path) {
    return path.startsWith(WEBHOOKS) || path.startsWith(EVENTS + "/") || path.equals(EVENTS);
  }

  /** The connector at a raw path, undecoded: other spellings of a name do not lead to it. */
  Desk at(String path) {
    return byPath.get(path);
  }

  boolean isWebhook(String name) {
    return webhooks.containsKey(name);
  }

  AtomicReference<WebhookHandler> webhook(String name) {
    return known(name, webhooks, "webhook").handler();
  }

  AtomicReference<CloudEventsHandler> cloudEvents(String name) {
    return known(name, cloudEvents, "cloudevents").handler();
  }

  private static <T> T known(String name, Map<String, T> desks, String kind) {
    T desk = desks.get(name);
    if (desk == null) {
      throw new IllegalArgumentException(
          "no "
              + kind
              + " connector '"
              + name
              + "'; known are "
              + new TreeSet<>(desks.keySet())
              + "; add it under connectors: in connectors.yaml");
    }
    return desk;
  }
}
