package dev.serai.component;

import dev.serai.event.JsonEvents;
import io.cloudevents.CloudEvent;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.SimpleTypeConverter;

/** Lets a route treat an event as bytes, text or a stream: its CloudEvents JSON form. */
final class EventConverters {

  private EventConverters() {}

  static void register(TypeConverterRegistry registry) {
    if (registry.lookup(byte[].class, CloudEvent.class) instanceof SimpleTypeConverter) {
      return;
    }
    registry.addTypeConverter(
        byte[].class,
        CloudEvent.class,
        new SimpleTypeConverter(false, (type, exchange, value) -> json(value)));
    registry.addTypeConverter(
        String.class,
        CloudEvent.class,
        new SimpleTypeConverter(
            false, (type, exchange, value) -> new String(json(value), StandardCharsets.UTF_8)));
    registry.addTypeConverter(
        InputStream.class,
        CloudEvent.class,
        new SimpleTypeConverter(
            false, (type, exchange, value) -> new ByteArrayInputStream(json(value))));
  }

  private static byte[] json(Object event) {
    return JsonEvents.write((CloudEvent) event);
  }
}
