package dev.serai.hub;

import dev.serai.bus.Scheduler;
import dev.serai.source.CloudEventsHandler;
import dev.serai.source.DoorReason;
import dev.serai.source.RefusedException;
import dev.serai.source.WebhookHandler;
import dev.serai.source.WebhookOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Joins doors to routes. While a route is being replaced a delivery waits a moment for the new one:
 * most senders never send again by themselves. The door's limits bound how many wait.
 */
final class DoorConnections {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Scheduler scheduler;
  private final Map<String, DoorRoute> routes = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<DoorRoute>> awaited = new ConcurrentHashMap<>();

  DoorConnections(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Connects a route; only one route may have a connector. */
  AutoCloseable connect(String connector, WebhookHandler webhooks, CloudEventsHandler events) {
    DoorRoute route = new DoorRoute(webhooks, events);
    if (routes.putIfAbsent(connector, route) != null) {
      throw new IllegalStateException(
          "the connector '%s' is consumed by another route already; its deliveries go to one route, which may publish them for others"
              .formatted(connector));
    }
    CompletableFuture<DoorRoute> waiting = awaited.remove(connector);
    if (waiting != null) {
      waiting.complete(route);
    }
    return () -> {
      routes.remove(connector, route);
      route.awaitCallers();
    };
  }

  WebhookHandler webhooks(String connector) {
    return request -> handle(connector, route -> route.take(request));
  }

  CloudEventsHandler events(String connector) {
    return (name, events) -> handle(connector, route -> route.take(name, HubMarks.strip(events)));
  }

  private CompletionStage<WebhookOutcome> handle(
      String connector, Function<DoorRoute, CompletionStage<WebhookOutcome>> call) {
    DoorRoute route = routes.get(connector);
    return route != null && route.enter()
        ? call.apply(route)
        : await(connector).thenCompose(entered -> handle(connector, call));
  }

  private CompletableFuture<DoorRoute> await(String connector) {
    CompletableFuture<DoorRoute> waiting =
        awaited.computeIfAbsent(
            connector,
            name -> {
              CompletableFuture<DoorRoute> made = new CompletableFuture<>();
              scheduler.after(PATIENCE, () -> giveUp(name, made));
              return made;
            });
    DoorRoute meanwhile = routes.get(connector);
    if (meanwhile != null && meanwhile.isOpen()) {
      awaited.remove(connector, waiting);
      waiting.complete(meanwhile);
    }
    return waiting;
  }

  private void giveUp(String connector, CompletableFuture<DoorRoute> waiting) {
    awaited.remove(connector, waiting);
    waiting.completeExceptionally(
        new RefusedException(
            503,
            DoorReason.NOT_RUNNING.word(),
            "no route consumes the connector '%s' now; name a channel for it, or add a route"
                .formatted(connector),
            Duration.ofSeconds(10),
            null));
  }
}
