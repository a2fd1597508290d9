package dev.serai.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.normalize.Normalizers.Vocabulary;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages show is true. */
class NormalizerDocsTest {

  private static final Path GUIDE = Path.of("docs", "guide", "normalizers.md");

  /** To write the pages anew: {@code mvn test -Dtest=NormalizerDocsTest -Dserai.docs=write}. */
  @Test
  void the_reference_pages_are_what_the_declarations_say() throws IOException {
    for (String name : Normalizers.names()) {
      Path page = Path.of("docs", "reference", name + ".md");
      if ("write".equals(System.getProperty("serai.docs"))) {
        Files.writeString(page, Normalizers.reference(name));
      }

      assertThat(Files.readString(page)).isEqualTo(Normalizers.reference(name));
    }
  }

  @Test
  void the_page_of_cdevents_is_what_their_vocabulary_says() throws IOException {
    Path page = Path.of("docs", "reference", "vocabulary-cdevents.md");
    if ("write".equals(System.getProperty("serai.docs"))) {
      Files.writeString(page, Normalizers.cdEventsReference());
    }

    assertThat(Files.readString(page)).isEqualTo(Normalizers.cdEventsReference());
  }

  @Test
  void the_guide_s_normalizer_makes_the_guide_s_event(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("berths.yaml"), blocks("yaml").get(0));
    Normalizer normalizer = Normalizers.load("berths", Vocabulary.HUB, folder);

    Normalized normalized =
        normalizer.normalize(Samples.message("reservation", blocks("json").get(0)));

    CloudEvent event = ((Normalized.Events) normalized).events().get(0);
    assertThat(Samples.JSON.readTree(event.getData().toBytes()))
        .isEqualTo(Samples.JSON.readTree(blocks("json").get(1)));
    assertThat(event.getType()).isEqualTo("berth.reserved");
    assertThat(event.getTime()).isEqualTo("2026-05-12T09:26:32Z");
    assertThat(event.getSubject()).isEqualTo("4711");
  }

  @Test
  void every_yaml_block_of_the_guide_can_be_loaded(@TempDir Path folder) throws IOException {
    List<String> blocks = blocks("yaml");
    assertThat(blocks).hasSize(5);
    for (String block : blocks) {
      Files.writeString(folder.resolve("block.yaml"), block);

      assertThat(Normalizers.load("block", Vocabulary.HUB, folder)).isNotNull();
    }
  }

  @Test
  void the_messages_of_faults_in_the_guide_are_the_real_ones(@TempDir Path folder)
      throws IOException {
    String faulty = blocks("yaml").get(0).replace("subject: $reservation", "subjct: $reservation");
    Path file = Files.writeString(folder.resolve("berths.yaml"), faulty);

    String message = "";
    try {
      Normalizers.load("berths", Vocabulary.HUB, folder);
    } catch (InvalidDeclarationException e) {
      message = e.getMessage().replace(file.toString(), "normalizers/berths.yaml");
    }
    assertThat(message.strip()).isEqualTo(blocks("text").get(0).strip());
  }

  private static List<String> blocks(String language) throws IOException {
    String guide = Files.readString(GUIDE, StandardCharsets.UTF_8);
    Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(guide);
    List<String> blocks = new ArrayList<>();
    while (block.find()) {
      blocks.add(block.group(1));
    }
    return blocks;
  }
}
