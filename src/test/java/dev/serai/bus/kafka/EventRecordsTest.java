package dev.serai.bus.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.conformance.SampleEvents;
import dev.serai.event.EventAssertions;
import dev.serai.event.HubEvent;
import dev.serai.event.InvalidEventException;
import io.cloudevents.CloudEvent;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventRecordsTest {

  static java.util.List<HubEvent> samples() {
    return SampleEvents.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void what_is_written_is_read(HubEvent sample) {
    EventAssertions.assertSameEvent(read(EventRecords.write("t", null, sample)), sample);
  }

  @Test
  void a_record_is_as_the_specification_has_it() {
    ProducerRecord<byte[], byte[]> record =
        EventRecords.write(
            "t",
            null,
            HubEvent.builder()
                .id("1")
                .source("/s")
                .type("t")
                .dataContentType("application/json")
                .extension("partitionkey", "schlüssel")
                .extension("count", 3)
                .data("{}".getBytes(UTF_8))
                .build());

    Map<String, String> headers = new TreeMap<>();
    record.headers().forEach(each -> headers.put(each.key(), new String(each.value(), UTF_8)));
    assertThat(headers)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ce_specversion", "1.0",
                "ce_id", "1",
                "ce_source", "/s",
                "ce_type", "t",
                "ce_partitionkey", "schlüssel",
                "ce_count", "3",
                "ce-types", "count=Integer",
                "content-type", "application/json"));
    assertThat(record.key()).isEqualTo("schlüssel".getBytes(UTF_8));
    assertThat(record.value()).isEqualTo("{}".getBytes(UTF_8));
  }

  @Test
  void an_event_without_a_key_or_data_has_null_for_it() {
    ProducerRecord<byte[], byte[]> record = EventRecords.write("t", 2, SampleEvents.minimal());

    assertThat(record.key()).isNull();
    assertThat(record.value()).isNull();
    assertThat(record.partition()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"application/cloudevents+json", "Application/CloudEvents+JSON; charset=UTF-8"})
  void structured_mode_is_read(String type) {
    CloudEvent event =
        EventRecords.read(
            record(
                Map.of("content-type", type),
                "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/s\",\"type\":\"t\",\"data\":1}"));

    assertThat(event.getId()).isEqualTo("7");
    assertThat(event.getData().toBytes()).isEqualTo("1".getBytes(UTF_8));
  }

  @Test
  void what_is_no_event_is_refused_with_the_reason() {
    assertThatThrownBy(() -> EventRecords.read(record(Map.of(), "{}")))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("neither a header ce_specversion nor a content-type");
    assertThatThrownBy(
            () -> EventRecords.read(record(Map.of("ce_specversion", "1.0", "ce_id", "1"), "{}")))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("source is missing");
  }

  private static CloudEvent read(ProducerRecord<byte[], byte[]> sent) {
    return EventRecords.read(record(sent.headers(), sent.key(), sent.value()));
  }

  private static ConsumerRecord<byte[], byte[]> record(Map<String, String> headers, String value) {
    RecordHeaders all = new RecordHeaders();
    headers.forEach((name, text) -> all.add(name, text.getBytes(UTF_8)));
    return record(all, null, value.getBytes(UTF_8));
  }

  private static ConsumerRecord<byte[], byte[]> record(Headers headers, byte[] key, byte[] value) {
    return new ConsumerRecord<>(
        "t", 0, 0, 0, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty());
  }
}
