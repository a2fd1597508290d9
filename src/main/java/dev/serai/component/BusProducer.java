package dev.serai.component;

import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Publishes; the exchange goes on when the events are durable, and no thread waits for that. */
final class BusProducer extends DefaultAsyncProducer {

  private final BusEndpoint endpoint;
  private final HubServices services;
  private final EventMaker maker;

  BusProducer(BusEndpoint endpoint, HubServices services) {
    super(endpoint);
    this.endpoint = endpoint;
    this.services = services;
    this.maker = new EventMaker(endpoint);
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    DoorVisit visit = exchange.getProperty(BusConstants.VISIT, DoorVisit.class);
    CompletionStage<Receipt> publish;
    try {
      EventMaker.Made made = maker.events(exchange);
      if (made.events().isEmpty()) {
        callback.done(true);
        return true;
      }
      // From a door the same delivery may come twice, and a repeated attempt makes the same ids.
      boolean once = visit != null || made.once();
      publish =
          services
              .dispatcher()
              .publish(new Publication(endpoint.getChannel(), made.events(), once));
    } catch (RuntimeException e) {
      exchange.setException(e);
      callback.done(true);
      return true;
    }
    Executor executor = visit != null ? visit.executor() : services.executor();
    publish.whenCompleteAsync(
        (receipt, failure) -> {
          if (failure != null) {
            exchange.setException(
                failure instanceof CompletionException && failure.getCause() != null
                    ? failure.getCause()
                    : failure);
          } else if (visit != null) {
            visit.add(receipt);
          }
          callback.done(false);
        },
        executor);
    return false;
  }
}
