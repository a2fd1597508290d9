package dev.serai.bench.broker;

import dev.serai.event.Extensions;
import io.cloudevents.CloudEvent;
import java.util.function.BiConsumer;

/** An event as names and texts, beside its data. */
final class Attributes {

  private Attributes() {}

  static void forEach(CloudEvent event, BiConsumer<String, String> taker) {
    taker.accept("specversion", "1.0");
    taker.accept("id", event.getId());
    taker.accept("source", event.getSource().toString());
    taker.accept("type", event.getType());
    taker.accept("subject", event.getSubject());
    taker.accept("time", String.valueOf(event.getTime()));
    taker.accept("datacontenttype", event.getDataContentType());
    taker.accept("partitionkey", Extensions.partitionKey(event));
  }
}
