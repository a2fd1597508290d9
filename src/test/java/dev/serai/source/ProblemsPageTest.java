package dev.serai.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemsPageTest {

  @ParameterizedTest
  @EnumSource(DoorReason.class)
  void every_reason_has_its_row_in_the_reference(DoorReason reason) throws IOException {
    assertThat(Files.readString(Path.of("docs/reference/problems.md")))
        .contains("| `" + reason.word() + "` |");
  }
}
