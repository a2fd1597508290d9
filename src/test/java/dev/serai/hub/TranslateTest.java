package dev.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.config.HubConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranslateTest {

  @Test
  void by_default_the_largest_body_of_any_connector_fits_whatever_the_heap(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("connectors.yaml");
    Files.writeString(
        file,
        """
        server: { maxBodyBytes: 1KiB }
        connectors:
          small: { type: webhook, verify: { scheme: none }, normalize: github, channel: c }
          large: { type: webhook, verify: { scheme: none }, normalize: github, channel: c, maxBytes: 256MiB }
        channels: { c: {} }
        """);
    HubConfig config = ConfigCheck.load(file, Map.<String, String>of()::get);

    assertThat(Translate.inFlightBytes(config, 1)).isEqualTo(256L << 20);
    assertThat(Translate.inFlightBytes(config, 1L << 40)).isEqualTo(1L << 40);
  }
}
