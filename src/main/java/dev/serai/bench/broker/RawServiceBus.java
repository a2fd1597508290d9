package dev.serai.bench.broker;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import com.azure.messaging.servicebus.ServiceBusSenderAsyncClient;
import dev.serai.bench.bus.Workload;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The SDK's asynchronous clients: batches of messages out, peek-lock and a completion each in. */
final class RawServiceBus implements RawClient {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String READER = "raw";
  private static final String STOCK = "stock";

  private final String connectionString;
  private final String prefix;
  private final Places places;

  /** {@code places} makes topics: where that is done may be elsewhere than the broker. */
  RawServiceBus(Map<String, Object> settings, String prefix, Places places) {
    Object text = settings.get("connectionString");
    if (text == null) {
      throw new IllegalArgumentException(
          "this suite needs brokers.servicebus.connectionString; it cannot get in with an identity");
    }
    this.connectionString = text.toString();
    this.prefix = prefix;
    this.places = places;
  }

  @Override
  public void make(String name) throws Exception {
    places.make(name, READER);
    places.make(name, STOCK);
  }

  @Override
  public double publish(String name, int count) throws InterruptedException {
    try (ServiceBusSenderAsyncClient sender =
        builder().sender().topicName(prefix + name).buildAsyncClient()) {
      UnderWay sent = new UnderWay(WINDOW / PAGE);
      long began = System.nanoTime();
      for (int n = 0; n < count; n += PAGE) {
        List<ServiceBusMessage> page = new ArrayList<>(PAGE);
        for (int i = n; i < Math.min(count, n + PAGE); i++) {
          page.add(message(Workload.event(i)));
        }
        sent.begin();
        sender.sendMessages(page).subscribe(any -> {}, sent::ended, () -> sent.ended(null));
      }
      sent.await();
      return count / ((System.nanoTime() - began) / 1e9);
    }
  }

  private static ServiceBusMessage message(CloudEvent event) {
    var message = new ServiceBusMessage(BinaryData.fromBytes(event.getData().toBytes()));
    message.setMessageId(event.getId());
    message.setContentType(event.getDataContentType());
    Attributes.forEach(
        event, (name, text) -> message.getApplicationProperties().put("cloudEvents:" + name, text));
    return message;
  }

  @Override
  public double consume(String name, int count) {
    try (ServiceBusReceiverAsyncClient receiver =
        builder()
            .receiver()
            .topicName(prefix + name)
            .subscriptionName(READER)
            .disableAutoComplete()
            .prefetchCount(0) // with more, the SDK drops deliveries that overflow its queue
            .buildAsyncClient()) {
      AtomicLong first = new AtomicLong();
      AtomicInteger taken = new AtomicInteger();
      receiver
          .receiveMessages()
          .doOnNext(message -> first.compareAndSet(0, System.nanoTime()))
          .flatMap(message -> receiver.complete(message).thenReturn(taken.incrementAndGet()), PAGE)
          .take(count)
          .blockLast(PATIENCE);
      return count / ((System.nanoTime() - first.get()) / 1e9);
    }
  }

  private ServiceBusClientBuilder builder() {
    return new ServiceBusClientBuilder().connectionString(connectionString);
  }

  @Override
  public String endpoint(String name) {
    return "azure-servicebus:%s?serviceBusType=topic&subscriptionName=%s&connectionString=RAW(%s)&serviceBusReceiveMode=PEEK_LOCK&prefetchCount=%d"
        .formatted(prefix + name, STOCK, connectionString, PAGE);
  }

  @Override
  public void clean() {
    // Done by the places: a topic without subscriptions keeps nothing.
  }

  @Override
  public void close() {}
}
