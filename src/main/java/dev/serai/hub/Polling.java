package dev.serai.hub;

import dev.serai.bus.CheckResult;
import dev.serai.bus.Scheduler;
import dev.serai.config.Connector;
import dev.serai.config.PolledConnector;
import dev.serai.ledger.Ledger;
import dev.serai.observe.HealthCheck;
import dev.serai.source.poll.PollClock;
import dev.serai.source.poll.PollObserver;
import dev.serai.source.poll.PollSettings;
import dev.serai.source.poll.PollStatus;
import dev.serai.source.poll.Poller;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Joins what is polled to routes, clock and ledger; makes no thread when nothing is polled. */
final class Polling implements AutoCloseable {

  private final Poller poller;

  Polling(
      Vertx vertx,
      Collection<Connector> connectors,
      DoorConnections doors,
      Ledger ledger,
      Scheduler scheduler,
      PollObserver observer) {
    List<PollSettings> polled =
        connectors.stream()
            .filter(PolledConnector.class::isInstance)
            .map(connector -> Translate.poll((PolledConnector) connector))
            .toList();
    poller =
        polled.isEmpty()
            ? null
            : new Poller(
                vertx,
                polled,
                new PollLedger(ledger.polls()),
                new HubClock(scheduler),
                doors::webhooks,
                observer);
  }

  private record HubClock(Scheduler scheduler) implements PollClock {
    @Override
    public Instant now() {
      return scheduler.now();
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
      return scheduler.after(delay, task)::cancel;
    }
  }

  void start() {
    if (poller != null) {
      poller.start();
    }
  }

  /** Passes always: what others serve badly is no reason to restart the hub or to spare it. */
  HealthCheck health() {
    return HealthCheck.ready("feeds", this::check);
  }

  private CheckResult check() {
    List<PollStatus> statuses = poller == null ? List.of() : poller.statuses();
    List<String> problems =
        statuses.stream()
            .filter(status -> status.problem() != null)
            .map(status -> "'" + status.connector() + "': " + status.problem())
            .toList();
    return CheckResult.ok(
        problems.isEmpty()
            ? "polled without a problem: " + statuses.size()
            : "%d of %d have a problem: %s"
                .formatted(problems.size(), statuses.size(), String.join("; ", problems)));
  }

  @Override
  public void close() {
    if (poller != null) {
      poller.close();
    }
  }
}
