package dev.serai.component;

import dev.serai.bus.BusBusyException;
import dev.serai.bus.EventTooLargeException;
import dev.serai.bus.Receipt;
import dev.serai.event.HubEvent;
import dev.serai.event.InvalidEventException;
import dev.serai.normalize.MalformedMessageException;
import dev.serai.sanitize.Sanitizer;
import dev.serai.sanitize.UnreadableMessageException;
import dev.serai.source.RefusedException;
import dev.serai.source.WebhookOutcome;
import dev.serai.source.WebhookRequest;
import io.cloudevents.CloudEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/** Runs a route for each delivery that the door lets in, and tells the door how it ended. */
final class WebhookConsumer extends DefaultConsumer {

  private static final int WORKERS = 32;
  private static final int WAITING = 1_000;
  private static final Duration SOON = Duration.ofSeconds(5);

  /** Of a body that would keep an event loop, and all connections of it, for milliseconds. */
  private static final int LARGE = 128 << 10;

  /** Who runs the route. */
  enum Threads {
    /** Who brings the delivery. */
    OF_THE_CALLER,
    /** Some of its own, and so many deliveries wait for them. */
    OF_ITS_OWN,
    /** As many as there are deliveries, which the caller bounds. */
    OF_THE_HUB
  }

  /**
   * Where deliveries come from.
   *
   * @param scheme as in the endpoint's address
   */
  record Way(String scheme, String connector, Threads threads) {}

  private final DefaultEndpoint endpoint;
  private final HubServices services;
  private final Way way;
  private ExecutorService workers;
  private AutoCloseable connection;
  private Sanitizer sanitizer;

  WebhookConsumer(DefaultEndpoint endpoint, Processor processor, HubServices services, Way way) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.services = services;
    this.way = way;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    if (way.threads() == Threads.OF_ITS_OWN) {
      ThreadPoolProfile profile = new ThreadPoolProfile("webhook");
      profile.setPoolSize(WORKERS);
      profile.setMaxPoolSize(WORKERS);
      profile.setMaxQueueSize(WAITING);
      profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
      workers =
          endpoint
              .getCamelContext()
              .getExecutorServiceManager()
              .newThreadPool(this, "webhook-" + way.connector(), profile);
    }
    sanitizer = services.sanitizer(way.scheme(), way.connector());
    connection = services.connect(way.scheme(), way.connector(), this::onWebhook, this::onEvents);
  }

  @Override
  protected void doStop() throws Exception {
    if (connection != null) {
      connection.close();
      connection = null;
    }
    if (workers != null) {
      endpoint.getCamelContext().getExecutorServiceManager().shutdownGraceful(workers);
      workers = null;
    }
    super.doStop();
  }

  private CompletionStage<WebhookOutcome> onWebhook(WebhookRequest request) {
    Exchange exchange = createExchange(false);
    return start(exchange, request, request.body().length, () -> fill(exchange, clean(request)));
  }

  private WebhookRequest clean(WebhookRequest request) {
    return request.with(
        sanitizer.headers(request.headers()),
        sanitizer.sanitize(request.body(), request.headers().get("content-type")));
  }

  private static void fill(Exchange exchange, WebhookRequest request) {
    exchange.setProperty(BusConstants.REQUEST, request);
    exchange.getMessage().setBody(request.body());
    exchange.getMessage().setHeader(BusConstants.CONNECTOR, request.connector());
    exchange.getMessage().setHeader(BusConstants.DELIVERY_ID, request.deliveryId());
    exchange.getMessage().setHeader(BusConstants.WEBHOOK_EVENT, request.event());
  }

  private CompletionStage<WebhookOutcome> onEvents(String connector, List<CloudEvent> events) {
    Exchange exchange = createExchange(false);
    return start(
        exchange,
        null,
        sanitizer.isOff() ? 0 : bytes(events),
        () -> fill(exchange, connector, events.stream().map(this::clean).toList()));
  }

  private static int bytes(List<CloudEvent> events) {
    long bytes = 0;
    for (CloudEvent event : events) {
      bytes += event.getData() == null ? 0 : event.getData().toBytes().length;
    }
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  private CloudEvent clean(CloudEvent event) {
    if (sanitizer.isOff() || event.getData() == null) {
      return event;
    }
    byte[] data = event.getData().toBytes();
    byte[] clean = sanitizer.sanitize(data, event.getDataContentType());
    return clean == data ? event : HubEvent.builder(event).data(clean).build();
  }

  private static void fill(Exchange exchange, String connector, List<CloudEvent> events) {
    if (events.size() == 1) {
      EventHeaders.fill(exchange, events.get(0));
    }
    exchange.getMessage().setBody(events);
    exchange.getMessage().setHeader(BusConstants.CONNECTOR, connector);
  }

  /**
   * @param bytes to be looked at
   * @param fill gives the exchange what came
   */
  private CompletionStage<WebhookOutcome> start(
      Exchange exchange, WebhookRequest request, int bytes, Runnable fill) {
    DoorVisit visit = new DoorVisit(continueHere());
    exchange.setProperty(BusConstants.VISIT, visit);
    CompletableFuture<WebhookOutcome> outcome = new CompletableFuture<>();
    Context loop = Vertx.currentContext();
    if (way.threads() == Threads.OF_THE_CALLER && loop != null && bytes >= LARGE) {
      loop.executeBlocking(
          () -> {
            run(exchange, request, fill, visit, outcome);
            return null;
          },
          false);
    } else if (way.threads() == Threads.OF_THE_CALLER) {
      run(exchange, request, fill, visit, outcome);
    } else {
      Executor executor = workers == null ? services.executor() : workers;
      try {
        executor.execute(() -> run(exchange, request, fill, visit, outcome));
      } catch (RejectedExecutionException e) {
        releaseExchange(exchange, false);
        outcome.completeExceptionally(
            new RefusedException(
                503,
                "busy",
                "the route of this connector has too much to do; send again later",
                SOON,
                e));
      }
    }
    return outcome;
  }

  /** On an event loop the exchange goes on there; a route that may block goes on elsewhere. */
  private Executor continueHere() {
    Context context = Vertx.currentContext();
    return context == null || workers != null
        ? services.executor()
        : task -> context.runOnContext(ignored -> task.run());
  }

  private void run(
      Exchange exchange,
      WebhookRequest request,
      Runnable fill,
      DoorVisit visit,
      CompletableFuture<WebhookOutcome> outcome) {
    try {
      fill.run();
    } catch (RuntimeException e) {
      releaseExchange(exchange, false);
      outcome.completeExceptionally(answer(e));
      return;
    }
    getAsyncProcessor()
        .process(
            exchange,
            doneSync -> {
              Throwable failure = exchange.getException();
              String ignored = exchange.getProperty(BusConstants.IGNORED, String.class);
              Receipt receipt = visit.receipt();
              releaseExchange(exchange, false);
              if (failure != null) {
                outcome.completeExceptionally(answer(failure));
              } else if (ignored != null && receipt.stored() + receipt.duplicates() == 0) {
                ignore(request, ignored, outcome);
              } else {
                outcome.complete(
                    new WebhookOutcome.Accepted(receipt.stored(), receipt.duplicates()));
              }
            });
  }

  private void ignore(
      WebhookRequest request, String reason, CompletableFuture<WebhookOutcome> outcome) {
    services
        .recordIgnored(request.connector(), request.deliveryId(), request.event(), reason)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                outcome.completeExceptionally(failure);
              } else {
                outcome.complete(new WebhookOutcome.Ignored(reason));
              }
            });
  }

  private static Throwable answer(Throwable failure) {
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (one instanceof RefusedException) {
        return one;
      }
      if (one instanceof MalformedMessageException
          || one instanceof UnreadableMessageException
          || one instanceof InvalidEventException) {
        return new RefusedException(400, "malformed", one.getMessage(), null, one);
      }
      if (one instanceof EventTooLargeException) {
        return new RefusedException(413, "too-large", one.getMessage(), null, one);
      }
      if (one instanceof BusBusyException busy) {
        return new RefusedException(
            503, "busy", "the bus cannot take more now; send again later", busy.retryAfter(), one);
      }
    }
    return failure;
  }
}
