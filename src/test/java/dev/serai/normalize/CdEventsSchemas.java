package dev.serai.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import dev.serai.Corpora;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The official schemas of CDEvents 0.5.1, by the type of the event. */
final class CdEventsSchemas {

  static final String FOLDER = "cdevents-spec-v0.5.1";
  private static final String CUSTOM = "dev.cdeventsx.";

  private final JsonSchemaFactory factory;
  private final Map<String, String> idsByType = new HashMap<>();
  private final Map<String, JsonSchema> loaded = new HashMap<>();

  private CdEventsSchemas(Path folder) throws IOException {
    Map<String, String> texts = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(CdEventsSchemas::isSchema).toList()) {
        String text = Files.readString(file);
        JsonNode schema = Samples.JSON.readTree(text);
        String id = schema.path("$id").asText();
        texts.put(id, text);
        JsonNode type = schema.at("/properties/context/properties/type");
        idsByType.put(type.has("enum") ? type.at("/enum/0").asText() : CUSTOM, id);
      }
    }
    factory =
        JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder -> builder.schemaLoaders(loaders -> loaders.schemas(texts)));
  }

  private static boolean isSchema(Path file) {
    return file.toString().endsWith(".json")
        && (file.toString().contains("schemas") || file.endsWith("custom/schema.json"));
  }

  /** Skips the calling test when the schemas are not there. */
  static CdEventsSchemas require() {
    Path folder = Corpora.require(FOLDER);
    try {
      return new CdEventsSchemas(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void assertValid(String about, JsonNode event) {
    String type = event.at("/context/type").asText();
    String id = idsByType.get(type.startsWith(CUSTOM) ? CUSTOM : type);
    assertThat(id).as(about + ": a schema for " + type).isNotNull();
    JsonSchema schema = loaded.computeIfAbsent(id, it -> factory.getSchema(SchemaLocation.of(it)));

    assertThat(
            schema.validate(
                event, run -> run.getExecutionConfig().setFormatAssertionsEnabled(true)))
        .as(about + ": " + event)
        .isEmpty();
  }
}
