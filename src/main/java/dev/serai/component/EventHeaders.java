package dev.serai.component;

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
    Message message = exchange.getMessage();
    message.setBody(event.getData() == null ? null : event.getData().toBytes());
    message.setHeader(ID, event.getId());
    message.setHeader(SOURCE, event.getSource().toString());
    message.setHeader(TYPE, event.getType());
    message.setHeader(VERSION, event.getSpecVersion().toString());
    put(message, SUBJECT, event.getSubject());
    put(message, TIME, event.getTime());
    put(message, SCHEMA, event.getDataSchema());
    put(message, DATA_TYPE, event.getDataContentType());
    put(message, Exchange.CONTENT_TYPE, event.getDataContentType());
    if (!event.getExtensionNames().isEmpty()) {
      Map<String, Object> extensions = new LinkedHashMap<>();
      for (String name : event.getExtensionNames()) {
        extensions.put(name, event.getExtension(name));
      }
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
