package dev.serai.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReferencePageTest {

  private static final Path PAGE = Path.of("docs", "reference", "connectors-yaml.md");

  /** To write the page anew: {@code mvn test -Dtest=ReferencePageTest -Dserai.docs=write}. */
  @Test
  void the_reference_page_is_what_the_declarations_say() throws IOException {
    if ("write".equals(System.getProperty("serai.docs"))) {
      Files.writeString(PAGE, HubConfig.reference());
    }

    assertThat(Files.readString(PAGE)).isEqualTo(HubConfig.reference());
  }

  @Test
  void every_yaml_block_of_the_guide_can_be_loaded() throws IOException {
    String guide = Files.readString(Path.of("docs", "guide", "configuration.md"));
    Matcher blocks = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(guide);

    int found = 0;
    while (blocks.find()) {
      assertThat(ConfigFile.mistakes(blocks.group(1))).isEmpty();
      found++;
    }
    assertThat(found).isEqualTo(2);
  }
}
