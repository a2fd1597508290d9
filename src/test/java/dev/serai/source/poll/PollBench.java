package dev.serai.source.poll;

import dev.serai.source.WebhookOutcome;
import dev.serai.source.WebhookRequest;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A poller whose clock the test turns, in front of a handler that keeps what it gets. */
final class PollBench implements AutoCloseable {

  private static final Vertx VERTX = Vertx.vertx();

  /** A timer that was set. */
  private record Timer(Duration delay, Runnable task) {}

  final TestMemory memory;
  final List<WebhookRequest> taken = new CopyOnWriteArrayList<>();
  final List<String> outcomes = new CopyOnWriteArrayList<>();
  Function<WebhookRequest, WebhookOutcome> answer = request -> new WebhookOutcome.Accepted(1, 0);
  private final BlockingQueue<Timer> timers = new LinkedBlockingQueue<>();
  private final Poller poller;
  private volatile Instant now = Instant.EPOCH.plusSeconds(1_800_000_000);

  PollBench(PollSettings settings) {
    this(settings, new TestMemory());
  }

  PollBench(PollSettings settings, TestMemory memory) {
    this.memory = memory;
    PollClock clock =
        new PollClock() {
          @Override
          public Instant now() {
            return now;
          }

          @Override
          public Runnable after(Duration delay, Runnable task) {
            timers.add(new Timer(delay, task));
            return () -> {};
          }
        };
    PollObserver observer =
        new PollObserver() {
          @Override
          public void polled(String connector, String outcome, Duration took) {
            outcomes.add(outcome);
          }

          @Override
          public void entries(String connector, String outcome, int count) {}
        };
    poller = new Poller(VERTX, List.of(settings), memory, clock, name -> this::take, observer);
    poller.start();
  }

  private CompletionStage<WebhookOutcome> take(WebhookRequest request) {
    try {
      WebhookOutcome outcome = answer.apply(request);
      taken.add(request);
      return CompletableFuture.completedFuture(outcome);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Lets the time come at which the next poll is due, and waits for its end; how long that was. */
  Duration poll() {
    Timer timer = next();
    now = now.plus(timer.delay);
    timer.task.run();
    Timer following = next();
    timers.add(following);
    return following.delay;
  }

  private Timer next() {
    try {
      Timer timer = timers.poll(20, TimeUnit.SECONDS);
      if (timer == null) {
        throw new AssertionError("no poll came to its end");
      }
      return timer;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  PollStatus status() {
    return poller.statuses().get(0);
  }

  List<String> events() {
    return taken.stream().map(WebhookRequest::event).toList();
  }

  List<String> ids() {
    return taken.stream().map(WebhookRequest::deliveryId).toList();
  }

  String body(int index) {
    return new String(taken.get(index).body(), StandardCharsets.UTF_8);
  }

  static PollSettings feed(String url) {
    return feed(url, new PollSettings.Choice(false, false), Map.of());
  }

  static PollSettings feed(String url, PollSettings.Choice choice, Map<String, String> headers) {
    return settings(url, new PollSettings.OfFeed(1_000, 10_000), choice, headers);
  }

  static PollSettings api(String url, PollSettings.OfJson reading) {
    return settings(url, reading, new PollSettings.Choice(false, false), Map.of());
  }

  private static PollSettings settings(
      String url,
      PollSettings.Reading reading,
      PollSettings.Choice choice,
      Map<String, String> headers) {
    return new PollSettings(
        "news",
        URI.create(url),
        Duration.ofMinutes(5),
        headers,
        reading,
        choice,
        new PollSettings.Limits(Duration.ofSeconds(15), 100_000),
        List.of());
  }

  static PollSettings impatient(PollSettings settings) {
    return new PollSettings(
        settings.connector(),
        settings.url(),
        settings.every(),
        settings.headers(),
        settings.reading(),
        settings.choice(),
        new PollSettings.Limits(Duration.ofSeconds(1), 100_000),
        settings.allow());
  }

  @Override
  public void close() {
    poller.close();
  }
}
