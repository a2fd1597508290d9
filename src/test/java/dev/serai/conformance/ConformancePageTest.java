package dev.serai.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.conformance.Outcome.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConformancePageTest {

  @Test
  void brokers_stand_beside_each_other_and_what_is_not_kept_has_its_reason() {
    String page =
        ConformancePage.markdown(
            List.of(
                new Outcome("redis", 2, "it is stored", Result.KEPT, "", 5),
                new Outcome("embedded", 2, "it is stored", Result.BROKEN, "no disk", 5),
                new Outcome("redis", 1, "it opens", Result.SKIPPED, "deviation: none", 5)));

    assertThat(page)
        .contains("| promise | check | embedded | redis |\n|---|---|---|---|\n")
        .contains("| 1 | it opens |   | – |\n| 2 | it is stored | ✗ | ✓ |\n")
        .contains("embedded keeps 0 of 1; redis keeps 1 of 2.")
        .contains("- redis, 1, it opens: deviation: none")
        .contains("- embedded, 2, it is stored: no disk");
  }
}
