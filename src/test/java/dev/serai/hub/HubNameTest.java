package dev.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubNameTest {

  @TempDir Path data;

  private Optional<String> name() {
    try (Ledger ledger = Ledger.open(data.resolve("serai.db"), LedgerOptions.defaults())) {
      return HubName.of(data, ledger);
    }
  }

  @Test
  void a_hub_keeps_its_name_over_its_lives() {
    Optional<String> first = name();

    assertThat(first).get().asString().matches("[0-9a-f]{12}");
    assertThat(name()).isEqualTo(first);
  }

  @Test
  void a_name_that_was_written_half_is_made_anew() throws IOException {
    Files.writeString(data.resolve("hub.name"), "0a");

    assertThat(name()).get().asString().hasSize(12);
  }

  @Test
  void a_name_that_cannot_be_read_is_told_with_the_way_out() throws IOException {
    Files.createDirectories(data.resolve("hub.name"));

    assertThatThrownBy(this::name)
        .isInstanceOf(HubException.class)
        .hasMessageContaining("hub.name cannot be read or written")
        .hasMessageContaining("--data or SERAI_DATA");
  }
}
