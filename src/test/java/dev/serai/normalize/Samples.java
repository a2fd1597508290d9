package dev.serai.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serai.normalize.Normalizers.Vocabulary;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Messages that the tests of this room share. */
final class Samples {

  static final Path GOLDEN = Path.of("src/test/resources/dev/serai/normalize/github");
  static final JsonMapper JSON = new JsonMapper();
  static final String DELIVERY = "72d3162e-cc78-11e3-81ab-4c9367dc0958";
  static final Instant RECEIVED = Instant.parse("2026-05-12T12:00:00Z");
  static final Normalizer HUB = Normalizers.load("github", Vocabulary.HUB);
  static final Normalizer NATIVE = Normalizers.load("github", Vocabulary.NATIVE);

  private Samples() {}

  static List<String> goldenFiles() {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode golden(String file) {
    try {
      return JSON.readTree(GOLDEN.resolve(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RawMessage message(JsonNode golden) {
    return message(golden.path("event").textValue(), golden.path("message").toString());
  }

  static RawMessage message(String event, String body) {
    return message(event, body.getBytes(StandardCharsets.UTF_8));
  }

  static RawMessage message(String event, byte[] body) {
    return new RawMessage(
        DELIVERY, event, Map.of("content-type", "application/json"), body, RECEIVED);
  }

  /** A normalizer declared in the lines given, as if they stood in acme.yaml. */
  static Normalizer declared(String... lines) {
    StringReader text = new StringReader(String.join("\n", lines));
    return new DeclaredNormalizer(DeclarationReader.read(YamlTree.read("acme.yaml", text)));
  }
}
