package dev.serai.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReportTest {

  @Test
  void a_table_tells_figures_with_their_spread_and_verdicts_with_their_bar() {
    assertThat(
            ReportTable.write(SampleReport.suite())
                .lines()
                .map(line -> line.strip().replaceAll("  +", " | ")))
        .containsExactly(
            "door",
            "bare | 41,235 | deliveries/s | 40,000 to 42,000",
            "p99 | 3.14 | ms",
            "to bare | 0.44 | ≥ 0.40 | met",
            "idle memory | 260 MB | ≤ 250 | NOT MET");
  }

  @Test
  void json_tells_everything_and_what_follows_from_it() {
    var json = ReportJson.tree(SampleReport.report());

    assertThat(json.path("command").asText()).isEqualTo("./serai bench door");
    assertThat(json.path("met").asBoolean(true)).isFalse();
    assertThat(json.at("/machine/cores").asInt()).isEqualTo(2);
    assertThat(json.at("/suites/0/figures/0/value").asDouble()).isEqualTo(41_234.5);
    assertThat(json.at("/suites/0/verdicts/0/met").asBoolean(false)).isTrue();
    assertThat(json.at("/suites/0/verdicts/1/met").asBoolean(true)).isFalse();
  }

  @Test
  void a_suite_survives_the_trip_from_a_child() {
    assertThat(ReportJson.read(ReportJson.write(SampleReport.suite())))
        .isEqualTo(SampleReport.suite());
  }

  @Test
  void what_a_child_told_instead_is_quoted() {
    assertThatThrownBy(() -> ReportJson.read("Killed"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("this is no suite's result: Killed");
  }

  @Test
  void the_page_names_the_command_the_machine_and_what_is_not_met() {
    assertThat(ReportPage.write(SampleReport.report()))
        .startsWith("# Benchmarks\n")
        .contains("`./serai bench door` on 2026-11-21.")
        .contains("2 cores (Some CPU), 24,000 MiB memory, Some VM 17, Linux 6, ext4")
        .contains("| to bare | 0.44 | ≥ 0.40 | met |")
        .contains("| idle memory | 260 MB | ≤ 250 | **not met** |")
        .contains("## door\n\nHow it was done.")
        .contains("| bare | 41,235 | deliveries/s | 40,000 to 42,000 |");
  }

  @Test
  void a_bar_is_met_when_it_is_just_reached() {
    assertThat(Verdict.ratioAtLeast("rate", 0.4, 0.4).met()).isTrue();
    assertThat(Verdict.ratioAtMost("time", 1.5, 1.5).met()).isTrue();
    assertThat(Verdict.ratioAtMost("time", 1.51, 1.5).met()).isFalse();
  }

  @Test
  void the_machine_tells_what_it_is() {
    Machine machine = Machine.current(Path.of("").toAbsolutePath());

    assertThat(machine.cores()).isPositive();
    assertThat(machine.memoryMib()).isPositive();
    assertThat(machine.disk()).isNotBlank();
    assertThat(machine.jdk()).contains(Integer.toString(Runtime.version().feature()));
  }
}
