package dev.serai.component;

import dev.serai.event.HubEvent;
import io.cloudevents.CloudEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Puts an event into an exchange: data as body, attributes in Camel's own CloudEvent headers. */
final class EventHeaders {

  static final String ID = org.apache.camel.cloudevents.CloudEvent.CAMEL_CLOUD_EVENT_ID;
  static final String SOURCE = org.apache.camel.cloudevents.CloudEvent.CAMEL_CLOUD_EVENT_SOURCE;
  static final String TYPE = org.apache.camel.cloudevents.CloudEvent.CAMEL_CLOUD_EVENT_TYPE;
  static final String SUBJECT = org.apache.camel.cloudevents.CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT;
  static final String TIME = org.apache.camel.cloudevents.CloudEvent.CAMEL_CLOUD_EVENT_TIME;
  static final String SCHEMA = org.apache.camel.cloudevents.CloudEvent.CAMEL_CLOUD_EVENT_SCHEMA_URL;
  static final String VERSION = org.apache.camel.cloudevents.CloudEvent.CAMEL_CLOUD_EVENT_VERSION;
  static final String DATA_TYPE =
      org.apache.camel.cloudevents.CloudEvent.CAMEL_CLOUD_EVENT_DATA_CONTENT_TYPE;
  static final String EXTENSIONS =
      org.apache.camel.cloudevents.CloudEvent.CAMEL_CLOUD_EVENT_EXTENSIONS;

  private EventHeaders() {}

  static void fill(Exchange exchange, CloudEvent event) {
    exchange.setProperty(BusConstants.EVENT, event);
    HubEvent from = HubEvent.copyOf(event);
    Message message = exchange.getMessage();
    message.setBody(from.data());
    message.setHeader(ID, from.getId());
    message.setHeader(SOURCE, from.source());
    message.setHeader(TYPE, from.getType());
    message.setHeader(VERSION, from.getSpecVersion().toString());
    put(message, SUBJECT, from.getSubject());
    put(message, TIME, from.time());
    put(message, SCHEMA, from.dataSchema());
    put(message, DATA_TYPE, from.getDataContentType());
    put(message, Exchange.CONTENT_TYPE, from.getDataContentType());
    if (!from.extensions().isEmpty()) {
      Map<String, Object> extensions = new LinkedHashMap<>(from.extensions());
      message.setHeader(EXTENSIONS, extensions);
      put(message, BusConstants.KEY, extensions.get("partitionkey"));
      put(message, "traceparent", extensions.get("traceparent"));
      put(message, "tracestate", extensions.get("tracestate"));
    }
  }

  private static void put(Message message, String header, Object value) {
    if (value != null) {
      message.setHeader(header, value.toString());
    }
  }
}
