package dev.serai.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.normalize.Normalizers.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The messages that come with the hub, sent as any sender may: the door knows only the name. */
class SamplesTest {

  private static final Path FOLDER = Path.of("src/main/resources/samples");

  static List<String> samples() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
          .filter(name -> !name.equals("github/ping.json"))
          // Goes through a door for CloudEvents, without a normalizer.
          .filter(name -> !name.startsWith("cloudevents/"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void each_sample_is_an_event_in_both_vocabularies(String sample) throws IOException {
    String system = sample.substring(0, sample.indexOf('/'));
    String event = sample.substring(sample.indexOf('/') + 1).replaceAll("\\..*", "");
    RawMessage message =
        Samples.message(event, Map.of(), Files.readAllBytes(FOLDER.resolve(sample)));

    for (Vocabulary vocabulary : Vocabulary.values()) {
      assertThat(Samples.builtIn(system, vocabulary).normalize(message))
          .isInstanceOf(Normalized.Events.class);
    }
  }
}
