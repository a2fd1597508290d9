package dev.serai.bus.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serai.event.AttributeTexts;
import dev.serai.event.ExtensionTypes;
import dev.serai.event.Extensions;
import dev.serai.event.HubEvent;
import dev.serai.event.HubEventBuilder;
import dev.serai.event.InvalidEventException;
import dev.serai.event.JsonEvents;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The CloudEvents binding for Kafka: an event as a record in binary mode, and back. */
final class EventRecords {

  private static final String PREFIX = "ce_";
  private static final String SPEC_VERSION = "ce_specversion";
  private static final String CONTENT_TYPE = "content-type";
  private static final String TYPES = "ce-types";
  private static final String STRUCTURED = "application/cloudevents+json";

  /** Names that most events have, so that they need not be made for each. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "specversion",
          SPEC_VERSION,
          "id",
          "ce_id",
          "source",
          "ce_source",
          "type",
          "ce_type",
          "subject",
          "ce_subject",
          "time",
          "ce_time",
          "dataschema",
          "ce_dataschema",
          "datacontenttype",
          CONTENT_TYPE,
          Extensions.PARTITION_KEY,
          "ce_partitionkey");

  private EventRecords() {}

  /** {@code partition} is null where the key decides. */
  static ProducerRecord<byte[], byte[]> write(String topic, Integer partition, HubEvent event) {
    List<Header> headers = new ArrayList<>(16);
    AttributeTexts.forEach(
        event,
        (name, text) -> {
          String header = HEADERS.get(name);
          headers.add(
              new RecordHeader(header == null ? PREFIX + name : header, text.getBytes(UTF_8)));
        });
    String types = ExtensionTypes.of(event);
    if (!types.isEmpty()) {
      headers.add(new RecordHeader(TYPES, types.getBytes(UTF_8)));
    }
    return new ProducerRecord<>(topic, partition, null, key(event), event.data(), headers);
  }

  private static byte[] key(HubEvent event) {
    String key = Extensions.partitionKey(event);
    return key == null ? null : key.getBytes(UTF_8);
  }

  /** Throws {@link InvalidEventException} when the record is no event. */
  static CloudEvent read(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = record.headers();
    if (headers.lastHeader(SPEC_VERSION) == null) {
      return structured(record);
    }
    HubEventBuilder event = HubEvent.builder();
    String types = null;
    for (Header header : headers) {
      String name = header.key();
      if (name.startsWith(PREFIX)) {
        event.attribute(name.substring(PREFIX.length()), text(header));
      } else if (name.equals(CONTENT_TYPE)) {
        event.dataContentType(text(header));
      } else if (name.equals(TYPES)) {
        types = text(header);
      }
    }
    if (types != null) {
      ExtensionTypes.apply(types, name -> text(headers.lastHeader(PREFIX + name)), event);
    }
    return event.data(record.value()).build();
  }

  private static CloudEvent structured(ConsumerRecord<byte[], byte[]> record) {
    String type = text(record.headers().lastHeader(CONTENT_TYPE));
    if (type == null || !type.regionMatches(true, 0, STRUCTURED, 0, STRUCTURED.length())) {
      throw new InvalidEventException(
          InvalidEventException.Kind.MISSING_ATTRIBUTE,
          "there is neither a header ce_specversion nor a content-type " + STRUCTURED);
    }
    return JsonEvents.read(record.value() == null ? new byte[0] : record.value());
  }

  private static String text(Header header) {
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
