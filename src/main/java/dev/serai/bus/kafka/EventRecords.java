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
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
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

  private static final Map<String, String> NAMES =
      HEADERS.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

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
    Header[] headers = record.headers().toArray();
    if (!isBinary(headers)) {
      return structured(record);
    }
    HubEventBuilder event = HubEvent.builder();
    String types = null;
    for (Header header : headers) {
      String key = header.key();
      String name = NAMES.get(key);
      if (name != null || key.startsWith(PREFIX)) {
        event.attribute(name == null ? key.substring(PREFIX.length()) : name, text(header));
      } else if (key.equals(TYPES)) {
        types = text(header);
      }
    }
    if (types != null) {
      ExtensionTypes.apply(types, name -> text(record.headers().lastHeader(PREFIX + name)), event);
    }
    return event.data(record.value()).build();
  }

  private static boolean isBinary(Header[] headers) {
    for (Header header : headers) {
      if (header.key().equals(SPEC_VERSION)) {
        return true;
      }
    }
    return false;
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
