package dev.serai.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeriesReferenceTest {

  private static final Path PAGE = Path.of("docs", "reference", "metrics.md");

  /** To write the page anew: {@code mvn test -Dtest=SeriesReferenceTest -Dserai.docs=write}. */
  @Test
  void the_reference_page_is_what_the_declarations_say() throws IOException {
    if ("write".equals(System.getProperty("serai.docs"))) {
      Files.writeString(PAGE, SeriesReference.page());
    }

    assertThat(Files.readString(PAGE)).isEqualTo(SeriesReference.page());
  }

  @Test
  void names_end_as_their_kind_and_unit_want() {
    assertThat(Series.values())
        .allSatisfy(
            series -> {
              String name = series.exposed();
              boolean total = name.endsWith("_total");
              assertThat(total).as(name).isEqualTo(series.kind() == Series.Kind.COUNTER);
              assertThat(name).matches("[a-z_]+").doesNotContain("millis", "__");
              assertThat(series.help()).endsWith(".");
            });
    assertThat(Set.copyOf(Arrays.stream(Series.values()).map(Series::exposed).toList()))
        .hasSameSizeAs(Series.values());
  }
}
