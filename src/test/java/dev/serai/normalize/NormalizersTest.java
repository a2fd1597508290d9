package dev.serai.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.normalize.Normalizers.Vocabulary;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NormalizersTest {

  private static final String OF_ONE_TYPE =
      "events: {\"*\": {type: %s, source: \"/acme\", data: $body}}";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void every_built_in_normalizer_has_both_vocabularies(Vocabulary vocabulary) {
    assertThat(Normalizers.names())
        .contains("github")
        .allSatisfy(name -> assertThat(Normalizers.load(name, vocabulary)).isNotNull());
  }

  @Test
  void the_index_names_every_built_in_normalizer() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/normalizers"))) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(file -> !file.equals("index"))
                  .map(file -> file.substring(0, file.indexOf('.')))
                  .collect(Collectors.toSet()))
          .isEqualTo(Normalizers.names());
    }
  }

  @Test
  void an_unknown_name_is_told_with_the_known_ones() {
    assertThatThrownBy(() -> Normalizers.load("gitbuh", Vocabulary.HUB))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is no normalizer \"gitbuh\"; known: ")
        .hasMessageContaining("github");
    assertThatThrownBy(() -> Normalizers.load("gitbuh", Vocabulary.NATIVE, folder))
        .hasMessageEndingWith("; or write " + folder.resolve("gitbuh.native.yaml"));
  }

  @Test
  void a_file_in_the_folder_adds_a_normalizer() throws IOException {
    Files.writeString(folder.resolve("acme.yaml"), OF_ONE_TYPE.formatted("acme.thing"));

    assertThat(type(Normalizers.load("acme", Vocabulary.HUB, folder))).isEqualTo("acme.thing");
    assertThat(Normalizers.names(folder)).contains("acme", "github");
  }

  @Test
  void a_file_in_the_folder_replaces_one_vocabulary_of_a_built_in_normalizer() throws IOException {
    Files.writeString(folder.resolve("github.yaml"), OF_ONE_TYPE.formatted("mine"));

    assertThat(type(Normalizers.load("github", Vocabulary.HUB, folder))).isEqualTo("mine");
    assertThat(type(Normalizers.load("github", Vocabulary.NATIVE, folder)))
        .isEqualTo("com.github.issues.opened");
  }

  @Test
  void a_folder_that_is_not_there_leaves_the_built_in_ones() {
    Path missing = folder.resolve("none");

    assertThat(type(Normalizers.load("github", Vocabulary.NATIVE, missing)))
        .isEqualTo("com.github.issues.opened");
    assertThat(Normalizers.names(missing)).isEqualTo(Normalizers.names());
  }

  @Test
  void a_normalizer_of_the_folder_may_lack_a_vocabulary_and_is_told_so() throws IOException {
    Files.writeString(folder.resolve("acme.yaml"), OF_ONE_TYPE.formatted("acme.thing"));

    assertThatThrownBy(() -> Normalizers.load("acme", Vocabulary.NATIVE, folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the normalizer \"acme\" has no native vocabulary; write "
                + folder.resolve("acme.native.yaml")
                + " or use another vocabulary");
  }

  @Test
  void a_faulty_file_in_the_folder_is_named() throws IOException {
    Path file = Files.writeString(folder.resolve("acme.yaml"), "events:\n  a: {tipe: x}\n");

    assertThatThrownBy(() -> Normalizers.load("acme", Vocabulary.HUB, folder))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessageStartingWith(file + ":2:7: \"tipe\" is not known in event a");
  }

  private static String type(Normalizer normalizer) {
    RawMessage message =
        Samples.message(
            "issues", "{\"action\":\"opened\",\"repository\":{\"html_url\":\"https://x/y\"}}");
    CloudEvent event = ((Normalized.Events) normalizer.normalize(message)).events().get(0);
    return event.getType();
  }
}
