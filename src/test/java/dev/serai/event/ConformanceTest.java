package dev.serai.event;

import static dev.serai.event.EventAssertions.assertSameInBinaryMode;
import static dev.serai.event.EventAssertions.assertSameInJson;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.serai.Corpora;
import dev.serai.event.HttpEvents.HttpMessage;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The official conformance files and the samples of the Java SDK, read where they lie. */
class ConformanceTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @TestFactory
  Stream<DynamicTest> every_scenario_of_the_http_feature_holds() throws IOException {
    String name = "cloudevents-conformance/features/http-protocol-binding.feature";
    if (!Corpora.has(name)) {
      return skipped(name);
    }
    List<FeatureFile.Scenario> scenarios = FeatureFile.scenarios(Corpora.require(name));
    assertThat(scenarios).hasSizeGreaterThanOrEqualTo(4);
    return scenarios.stream().map(s -> dynamicTest(s.name(), () -> run(s)));
  }

  /** One case that skips: a factory that skips as a whole would be counted nowhere. */
  private static Stream<DynamicTest> skipped(String name) {
    return Stream.of(dynamicTest(name, () -> Corpora.require(name)));
  }

  private static void run(FeatureFile.Scenario scenario) throws IOException {
    CloudEvent event = parsed(scenario.step("an HTTP request").block());

    Map<String, String> attributes = texts(event);
    for (List<String> row : scenario.step("the attributes are:").table()) {
      assertThat(attributes).containsEntry(row.get(0), row.get(1));
    }
    assertThat(attributes).hasSameSizeAs(scenario.step("the attributes are:").table());
    String json = scenario.step("the data is equal to the following JSON:").block();
    assertThat(JSON.readTree(event.getData().toBytes())).isEqualTo(JSON.readTree(json));
  }

  private static CloudEvent parsed(String request) {
    int end = request.indexOf("\n\n");
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (String line : request.substring(0, end).lines().toList()) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        headers.add(Map.entry(line.substring(0, colon), line.substring(colon + 2)));
      }
    }
    return HttpEvents.read(headers, request.substring(end + 2).getBytes(UTF_8)).get(0);
  }

  @TestFactory
  Stream<DynamicTest> every_event_of_the_yaml_files_travels_in_every_mode() throws IOException {
    if (!Corpora.has("cloudevents-conformance/yaml")) {
      return skipped("cloudevents-conformance/yaml");
    }
    List<DynamicTest> tests = new ArrayList<>();
    for (String name : List.of("yaml/v1.yaml", "yaml/v1.0/v1_minimum.yaml")) {
      Path file = Corpora.require("cloudevents-conformance/" + name);
      for (JsonNode document : documents(file)) {
        tests.add(dynamicTest(name + " " + tests.size(), () -> assertTravels(event(document))));
      }
    }
    for (String name : List.of("yaml/v03.yaml", "yaml/v0.3/v03_minimum.yaml")) {
      Path file = Corpora.require("cloudevents-conformance/" + name);
      for (JsonNode document : documents(file)) {
        tests.add(
            dynamicTest(
                name + " " + tests.size(),
                () ->
                    assertThatExceptionOfType(InvalidEventException.class)
                        .isThrownBy(() -> event(document))
                        .withMessageContaining("specversion \"0.3\" is not supported")));
      }
    }
    return tests.stream();
  }

  private static List<JsonNode> documents(Path file) throws IOException {
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(Files.readString(file))) {
      return documents.readAll();
    }
  }

  private static HubEvent event(JsonNode document) {
    HubEventBuilder event = HubEvent.builder();
    JsonNode attributes = document.get("ContextAttributes");
    for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
      if (!attribute.getKey().equals("Extensions")) {
        event.attribute(attribute.getKey(), attribute.getValue().asText());
      }
    }
    for (Map.Entry<String, JsonNode> extension : attributes.path("Extensions").properties()) {
      // The line break at the end belongs to the layout of YAML: attributes cannot hold one.
      event.extension(extension.getKey(), extension.getValue().asText().stripTrailing());
    }
    return event.data(document.get("Data").asText().getBytes(UTF_8)).build();
  }

  private static void assertTravels(HubEvent event) {
    for (HttpMessage message :
        List.of(HttpEvents.writeStructured(event), HttpEvents.writeBatch(List.of(event)))) {
      assertSameInJson(one(message), event);
    }
    assertSameInBinaryMode(one(HttpEvents.writeBinary(event)), event);
  }

  private static CloudEvent one(HttpMessage message) {
    return HttpEvents.read(message.headers().entrySet(), message.body()).get(0);
  }

  @TestFactory
  Stream<DynamicTest> every_case_of_the_json_format_files_is_read_or_refused() throws IOException {
    String formats = "cloudevents-conformance/format/json";
    if (!Corpora.has(formats)) {
      return skipped(formats);
    }
    Path folder = Corpora.require(formats);
    List<DynamicTest> tests = new ArrayList<>();
    for (String name :
        List.of("valid-events", "invalid-events", "valid-batches", "invalid-batches")) {
      JsonNode file = JSON.readTree(folder.resolve(name + ".json").toFile());
      for (JsonNode test : file.get("tests")) {
        String type = test.path("testType").asText(file.get("testType").asText());
        tests.add(dynamicTest(test.get("id").asText(), () -> run(type, test)));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private static void run(String type, JsonNode test) throws IOException {
    switch (type) {
      case "ValidSingleEvent" -> assertReadsAs(test.get("event"));
      case "InvalidSingleEvent" -> assertRefused(JSON.writeValueAsBytes(test.get("event")));
      case "ValidBatch" -> {
        JsonNode batch = test.get("batch");
        List<CloudEvent> events = JsonEvents.readBatch(JSON.writeValueAsBytes(batch));
        assertThat(events).hasSize(batch.size());
        for (int i = 0; i < events.size(); i++) {
          assertHolds(events.get(i), batch.get(i));
        }
      }
      case "InvalidBatch" -> {
        byte[] batch = JSON.writeValueAsBytes(test.get("batch"));
        assertThatExceptionOfType(InvalidEventException.class)
            .isThrownBy(() -> JsonEvents.readBatch(batch));
      }
      default -> throw new AssertionError("unknown type of test " + type);
    }
  }

  @TestFactory
  Stream<DynamicTest> every_json_sample_of_the_java_sdk_is_read_or_refused() throws IOException {
    String samples = "cloudevents-sdk-java/formats/json-jackson/src/test/resources";
    if (!Corpora.has(samples)) {
      return skipped(samples);
    }
    Path folder = Corpora.require(samples);
    List<DynamicTest> tests = new ArrayList<>();
    for (String version : List.of("v1", "v03")) {
      try (Stream<Path> files = Files.list(folder.resolve(version)).sorted()) {
        files.forEach(
            file -> tests.add(dynamicTest(version + " " + file.getFileName(), () -> run(file))));
      }
    }
    assertThat(tests).hasSizeGreaterThan(20);
    return tests.stream();
  }

  private static void run(Path file) throws IOException {
    boolean refused = file.toString().matches(".*(fail_|_invalid|_upper_case|/v03/).*");
    if (refused) {
      assertRefused(Files.readAllBytes(file));
    } else {
      assertReadsAs(JSON.readTree(file.toFile()));
      assertHolds(JsonEvents.read(Files.readAllBytes(file)), JSON.readTree(file.toFile()));
    }
  }

  private static void assertReadsAs(JsonNode json) throws IOException {
    CloudEvent event = JsonEvents.read(JSON.writeValueAsBytes(json));
    assertHolds(event, json);
    assertTravels(HubEvent.copyOf(event));
  }

  /** The event has exactly the members of the JSON that are not null, with these values. */
  private static void assertHolds(CloudEvent event, JsonNode json) throws IOException {
    Map<String, String> texts = texts(event);
    List<String> expected =
        StreamSupport.stream(json.properties().spliterator(), false)
            .filter(member -> !member.getValue().isNull() && !member.getKey().startsWith("data_"))
            .map(Map.Entry::getKey)
            .filter(name -> !name.equals("data"))
            .toList();
    assertThat(texts).containsOnlyKeys(expected);
    for (String name : expected) {
      if (name.equals("time")) {
        assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse(json.get(name).asText()));
      } else {
        assertThat(texts).containsEntry(name, json.get(name).asText());
      }
    }
    if (json.has("data_base64")) {
      assertThat(event.getData().toBytes()).isEqualTo(json.get("data_base64").binaryValue());
    } else if (json.has("data") && event.getDataContentType().endsWith("json")) {
      assertThat(JSON.readTree(event.getData().toBytes())).isEqualTo(json.get("data"));
    } else if (json.has("data")) {
      assertThat(event.getData().toBytes()).asString().isEqualTo(json.get("data").asText());
    } else {
      assertThat(event.getData()).isNull();
    }
  }

  private static Map<String, String> texts(CloudEvent event) {
    Map<String, String> texts = new HashMap<>();
    AttributeTexts.forEach(event, texts::put);
    return texts;
  }

  private static void assertRefused(byte[] json) {
    assertThatExceptionOfType(InvalidEventException.class).isThrownBy(() -> JsonEvents.read(json));
  }
}
