package dev.serai.component;

import dev.serai.delivery.EventHandler;
import dev.serai.delivery.GroupRoute;
import dev.serai.delivery.RunningGroup;
import io.cloudevents.CloudEvent;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Runs a route for each event of a group. What becomes of the exchange decides what becomes of the
 * event.
 */
final class BusConsumer extends DefaultConsumer {

  private final BusEndpoint endpoint;
  private final HubServices services;
  private final FailureReader failures;
  private RunningGroup running;
  private Batch batch;

  BusConsumer(BusEndpoint endpoint, Processor processor, HubServices services) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.services = services;
    this.failures = new FailureReader(services.failureRules(endpoint.getPolicy()));
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    GroupRoute route = endpoint.groupRoute(getRouteId(), services);
    services.admit(route.group());
    EventHandler handler = this::one;
    if (endpoint.getBatchSize() > 1) {
      Batch collecting =
          new Batch(
              endpoint.getGroup(),
              endpoint.getBatchSize(),
              endpoint.getBatchTimeout(),
              endpoint.getConcurrency(),
              this::many);
      batch = collecting;
      handler = (event, attempt, done) -> collect(collecting, event, attempt, done);
    }
    running = services.dispatcher().subscribe(route, handler);
  }

  /**
   * Calls end before the batch does: one that finds it closed could not settle its event, and what
   * waits for company would keep the group from ending.
   */
  @Override
  protected void doStop() throws Exception {
    if (running != null) {
      running.pause();
    }
    if (batch != null) {
      batch.drain();
    }
    if (running != null) {
      running.close();
      running = null;
    }
    if (batch != null) {
      batch.close();
      batch = null;
    }
    super.doStop();
  }

  @Override
  protected void doSuspend() {
    running.pause();
  }

  @Override
  protected void doResume() {
    running.resume();
  }

  private void one(CloudEvent event, int attempt, EventHandler.Done done) {
    Exchange exchange = exchange(attempt);
    EventHeaders.fill(exchange, event);
    LogContext about =
        LogContext.of(endpoint.getChannel(), endpoint.getGroup(), getRouteId(), event);
    try (about) {
      run(exchange, List.of(done), () -> {});
    }
  }

  private static void collect(Batch batch, CloudEvent event, int attempt, EventHandler.Done done) {
    Batch.Entry entry = new Batch.Entry(event, attempt, done);
    if (attempt > 1) {
      batch.alone(entry);
    } else {
      batch.add(entry);
    }
  }

  private void many(List<Batch.Entry> entries, Runnable ended) {
    Exchange exchange = exchange(entries.get(0).attempt());
    exchange.getMessage().setBody(entries.stream().map(Batch.Entry::event).toList());
    run(exchange, entries.stream().map(Batch.Entry::done).toList(), ended);
  }

  private Exchange exchange(int attempt) {
    Exchange exchange = createExchange(false);
    exchange.getMessage().setHeader(BusConstants.CHANNEL, endpoint.getChannel());
    exchange.getMessage().setHeader(BusConstants.GROUP, endpoint.getGroup());
    exchange.getMessage().setHeader(BusConstants.ATTEMPT, attempt);
    return exchange;
  }

  private void run(Exchange exchange, List<EventHandler.Done> done, Runnable ended) {
    exchange.getExchangeExtension().addOnCompletion(new Settle(done, ended));
    AsyncCallback release = doneSync -> releaseExchange(exchange, false);
    getAsyncProcessor().process(exchange, release);
  }

  /**
   * Tells delivery how it ended; goes along when a route hands the exchange over, for example to
   * {@code seda:}.
   */
  private final class Settle extends SynchronizationAdapter {
    private final List<EventHandler.Done> done;
    private final Runnable ended;

    Settle(List<EventHandler.Done> done, Runnable ended) {
      this.done = done;
      this.ended = ended;
    }

    @Override
    public void onComplete(Exchange exchange) {
      if (exchange.isRollbackOnly()) {
        onFailure(exchange);
      } else {
        done.forEach(EventHandler.Done::succeeded);
        ended.run();
      }
    }

    @Override
    public void onFailure(Exchange exchange) {
      var failure = failures.read(exchange, done.size() > 1);
      done.forEach(each -> each.failed(failure));
      ended.run();
    }
  }
}
