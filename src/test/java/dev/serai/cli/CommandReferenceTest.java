package dev.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CommandReferenceTest {

  private static final Path PAGE = Path.of("docs", "reference", "cli.md");

  /** To write the page anew: {@code mvn test -Dtest=CommandReferenceTest -Dserai.docs=write}. */
  @Test
  void the_reference_page_is_what_the_commands_say() throws IOException {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(Map.<String, String>of()::get, nowhere, nowhere, false);
    String page = CommandReference.markdown(Cli.commandLine(terminal));
    if ("write".equals(System.getProperty("serai.docs"))) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  @Test
  void every_command_line_of_the_guide_is_understood() throws IOException {
    String guide = Files.readString(Path.of("docs", "guide", "cli.md"));
    Pattern line = Pattern.compile("^(?:\\./)?serai ([a-z][^|<#\n]*)", Pattern.MULTILINE);

    assertThat(line.matcher(guide).results().map(found -> found.group(1).strip()))
        .hasSizeGreaterThan(10)
        .allSatisfy(args -> assertThat(parses(args)).isTrue());
  }

  private static boolean parses(String args) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Cli.commandLine(new Terminal(Map.<String, String>of()::get, nowhere, nowhere, false))
        .parseArgs(words(args));
    return true;
  }

  private static String[] words(String line) {
    return Pattern.compile("'[^']*'|\\S+")
        .matcher(line)
        .results()
        .map(word -> word.group().replace("'", ""))
        .toArray(String[]::new);
  }
}
