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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Messages that the tests of this room share. */
final class Samples {

  private static final Path GOLDEN = Path.of("src/test/resources/dev/serai/normalize");
  static final JsonMapper JSON = new JsonMapper();
  static final String DELIVERY = "72d3162e-cc78-11e3-81ab-4c9367dc0958";
  static final Instant RECEIVED = Instant.parse("2026-05-12T12:00:00Z");
  static final Normalizer HUB = Normalizers.load("github", Vocabulary.HUB);
  static final Normalizer NATIVE = Normalizers.load("github", Vocabulary.NATIVE);

  private static final Map<String, Normalizer> BUILT_IN = new ConcurrentHashMap<>();

  private Samples() {}

  /** Each as {@code <system>/<name>.json}. */
  static List<String> goldenFiles() {
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .map(file -> GOLDEN.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
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

  static Normalizer builtIn(String system, Vocabulary vocabulary) {
    return BUILT_IN.computeIfAbsent(
        system + " " + vocabulary, absent -> Normalizers.load(system, vocabulary));
  }

  /** The normalizer that a golden file is about. */
  static Normalizer normalizer(String goldenFile, Vocabulary vocabulary) {
    return builtIn(goldenFile.substring(0, goldenFile.indexOf('/')), vocabulary);
  }

  static RawMessage message(JsonNode golden) {
    return message(golden, golden.path("message").toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The message of a golden file with another body. */
  static RawMessage message(JsonNode golden, byte[] body) {
    Map<String, String> headers = new HashMap<>();
    headers.put("content-type", "application/json");
    golden
        .path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().textValue()));
    String event = golden.path("event").asText();
    return new RawMessage("door", DELIVERY, event, headers, body, RECEIVED);
  }

  static RawMessage message(String event, String body) {
    return message(event, body.getBytes(StandardCharsets.UTF_8));
  }

  static RawMessage message(String event, byte[] body) {
    return message(event, Map.of("content-type", "application/json"), body);
  }

  static RawMessage message(String event, Map<String, String> headers, byte[] body) {
    return new RawMessage("door", DELIVERY, event, headers, body, RECEIVED);
  }

  /** A normalizer declared in the lines given, as if they stood in acme.yaml. */
  static Normalizer declared(String... lines) {
    StringReader text = new StringReader(String.join("\n", lines));
    return new DeclaredNormalizer(DeclarationReader.read(YamlTree.read("acme.yaml", text)));
  }
}
