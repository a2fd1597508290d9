package dev.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.config.HubConfig;
import dev.serai.config.InvalidConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookGuideTest {

  @TempDir Path dir;

  @Test
  void every_yaml_block_of_the_guide_can_be_loaded() throws IOException {
    String guide = Files.readString(Path.of("docs", "guide", "webhooks.md"));
    Matcher blocks = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(guide);

    int found = 0;
    while (blocks.find()) {
      Path file = Files.writeString(dir.resolve("connectors.yaml"), blocks.group(1));
      HubConfig config =
          ConfigCheck.load(file, name -> name.startsWith("SERAI_") ? null : secret(name));
      assertThat(config.connectors()).isNotEmpty();
      found++;
    }
    assertThat(found).isGreaterThanOrEqualTo(3);
  }

  private static String secret(String variable) {
    return variable.matches("PARTNER_KEY|GITLAB_SIGNING_TOKEN") ? "whsec_" + "QUJD".repeat(8) : "s";
  }

  @Test
  void what_a_scheme_has_against_its_options_is_told_with_its_place() throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("connectors.yaml"),
            """
            connectors:
              a:
                type: webhook
                verify: { scheme: hmac, secrets: [s], header: X-S, timestampHeader: X-T }
            """);

    assertThat(refusal(file))
        .isEqualTo(
            file
                + ":4:13: connectors.a.verify: signed: '{body}' leaves out {timestamp}, so anybody"
                + " could write a new one; add it where the sender signs it, or remove"
                + " timestampHeader and timestampPrefix");
  }

  @Test
  void options_are_checked_before_there_is_a_secret() throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("connectors.yaml"),
            """
            connectors:
              a: { type: webhook, enabled: auto, verify: { scheme: github, tolerance: 5m } }
            """);

    assertThat(refusal(file))
        .contains(":2:46: connectors.a.verify: tolerance: the scheme 'github' has no such option");
  }

  private static String refusal(Path file) {
    try {
      ConfigCheck.load(file, name -> null);
    } catch (InvalidConfigException e) {
      return e.getMessage();
    }
    throw new AssertionError("it was loaded");
  }
}
