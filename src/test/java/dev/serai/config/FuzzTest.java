package dev.serai.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is in the file: it is read, or its mistakes are told. */
class FuzzTest {

  private static final int ROUNDS = 20_000;
  private static final String[] PIECES = {
    "${",
    "}",
    "$${",
    "${A:",
    "{",
    "[",
    "]",
    ":",
    ": ",
    "- ",
    "\n",
    "\t",
    " ",
    "\"",
    "'",
    "&a ",
    "*a",
    "!!x ",
    "#",
    "|",
    ">",
    "---\n",
    "%",
    "\u0000",
    "\u2028",
    "~",
    "null",
    "\\",
    "9999999999"
  };

  @Test
  void a_file_with_random_faults_never_fails_without_words() throws IOException {
    String shipped = Files.readString(Path.of("connectors.yaml"));
    Random random = new Random(7);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String text = spoil(shipped, random);
      try {
        ConfigFile.read(text);
      } catch (InvalidConfigException e) {
        refused++;
        assertThat(e.problems()).allSatisfy(p -> assertThat(p.message()).isNotBlank());
      } catch (RuntimeException | StackOverflowError e) {
        fail("round " + round + " of:\n" + text.replace("\u0000", "\\0"), e);
      }
    }
    assertThat(refused).isBetween(ROUNDS / 2, ROUNDS - 1);
  }

  private static String spoil(String text, Random random) {
    StringBuilder out = new StringBuilder(text);
    for (int faults = 1 + random.nextInt(3); faults > 0; faults--) {
      int at = random.nextInt(out.length());
      switch (random.nextInt(3)) {
        case 0 -> out.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 1 -> out.delete(at, Math.min(out.length() - 1, at + 1 + random.nextInt(8)));
        default -> out.setCharAt(at, (char) (random.nextInt(95) + 32));
      }
    }
    return out.toString();
  }
}
