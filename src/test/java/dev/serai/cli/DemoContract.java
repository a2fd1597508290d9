package dev.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo tells the same on a broker as on the embedded bus. */
public abstract class DemoContract {

  private static final Pattern SUMMARY = Pattern.compile("(?m)^\\{\"accepted\".*}$");

  @TempDir Path folder;

  /** As it is written after {@code --broker}. */
  protected abstract String broker();

  /** What stands under {@code brokers.<name>}. */
  protected abstract String settings();

  @Test
  void not_one_route_is_changed_and_the_summary_is_the_same() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("connectors.yaml"),
            "connectors: {}\nbrokers: { %s: %s }\n".formatted(broker(), settings()));

    String there = summary("--broker", broker(), "--config", config.toString());

    assertThat(there).isEqualTo(summary());
  }

  private static String summary(String... more) {
    List<String> args = new ArrayList<>(List.of("demo", "--json"));
    args.addAll(List.of(more));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code =
        Cli.run(
            args.toArray(String[]::new),
            name -> null,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            System.err,
            false);
    String said = out.toString(StandardCharsets.UTF_8);
    Matcher summary = SUMMARY.matcher(said);
    assertThat(code).as(said).isZero();
    assertThat(summary.find()).as(said).isTrue();
    return summary.group();
  }
}
