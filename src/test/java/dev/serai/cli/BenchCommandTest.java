package dev.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BenchCommandTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void a_suite_that_does_not_exist_is_answered_with_those_that_do() {
    assertThat(bench("dor")).isEqualTo(ExitCode.INVALID);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains(
            "there is no suite 'dor'; there are door, senders, publish, consume, order, failing, backlog,"
                + " start, memory, recovery, broker and all");
  }

  @Test
  void a_plan_that_measures_nothing_is_refused() {
    assertThat(bench("door", "--rounds", "0")).isEqualTo(ExitCode.INVALID);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("rounds must be at least 1, but is 0");
  }

  private int bench(String... words) {
    String[] args = new String[words.length + 1];
    args[0] = "bench";
    System.arraycopy(words, 0, args, 1, words.length);
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return Cli.run(
        args, name -> null, out, new PrintStream(err, true, StandardCharsets.UTF_8), false);
  }
}
