package dev.serai.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ErrorLineTest {

  /** What it finds, as a pattern says it. */
  private static final Pattern PATTERN =
      Pattern.compile("(?m)^(?<line>.{0,80}\\b(ERROR|FATAL|error|fatal):? .{0,200})");

  private static final String[] PIECES = {
    "error",
    "ERROR",
    "fatal",
    "FATAL",
    ":",
    " ",
    "\n",
    "\r\n",
    "x",
    "_",
    "-",
    "e",
    "F",
    "=".repeat(79)
  };

  @Test
  void the_first_line_that_tells_an_error_is_found() {
    assertThat(ErrorLine.in("compiling\nTide.java:12: error: no moon\nerror: later"))
        .isEqualTo("Tide.java:12: error: no moon");
    assertThat(ErrorLine.in("[ERROR] in brackets\r\nERROR: exit code 1\r\n"))
        .isEqualTo("ERROR: exit code 1");
    assertThat(ErrorLine.in("terror: of the sea\nfatal: no wind")).isEqualTo("fatal: no wind");
    assertThat(ErrorLine.in("all is well, error:")).isNull();
    assertThat(ErrorLine.in("error: " + "x".repeat(500))).hasSize(207);
  }

  @Test
  void random_logs_give_what_the_pattern_gives() {
    Random random = new Random(4711);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder log = new StringBuilder();
      for (int n = random.nextInt(25); n > 0; n--) {
        log.append(PIECES[random.nextInt(PIECES.length)]);
      }
      Matcher pattern = PATTERN.matcher(log);
      String found = ErrorLine.in(log.toString());

      assertThat(found != null).as("%s", log).isEqualTo(pattern.find());
      if (found != null) {
        // Where two words stand in one line the pattern takes the later one.
        assertThat(pattern.group("line")).as("%s", log).startsWith(found);
      }
    }
  }
}
