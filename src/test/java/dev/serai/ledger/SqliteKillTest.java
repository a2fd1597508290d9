package dev.serai.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteKillTest {

  private static final int KILLS = 2;
  private static final int ACKNOWLEDGED_BEFORE_A_KILL = 2_000;

  @TempDir Path directory;

  @Test
  void after_kill_nine_every_acknowledged_event_is_there() throws Exception {
    Path file = directory.resolve("serai.db");
    Set<String> acknowledged = new HashSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      acknowledged.addAll(acknowledgedBeforeKill(file, "run" + kill));
    }

    try (Ledger ledger = Ledger.open(file, LedgerOptions.defaults())) {
      Set<String> stored = new HashSet<>();
      List<StoredEvent> page = ledger.events().read("c", 0, 1_000);
      while (!page.isEmpty()) {
        stored.addAll(Samples.ids(page));
        page = ledger.events().read("c", page.get(page.size() - 1).seq(), 1_000);
      }
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS * ACKNOWLEDGED_BEFORE_A_KILL);
      assertThat(stored).containsAll(acknowledged);
      assertThat(ledger.events().count(EventQuery.all())).isEqualTo(stored.size());
    }
  }

  private List<String> acknowledgedBeforeKill(Path file, String run)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AppendingProcess.class.getName(),
                file.toString(),
                run)
            .redirectError(directory.resolve(run + ".log").toFile())
            .start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> acknowledged = new ArrayList<>();
      while (acknowledged.size() < ACKNOWLEDGED_BEFORE_A_KILL) {
        String line = lines.readLine();
        assertThat(line).as("the process ended too early").isNotNull();
        acknowledged.add(line);
      }
      assertThatThrownBy(() -> Ledger.open(file, LedgerOptions.defaults()))
          .hasMessageContaining("held by another hub (process " + process.pid() + ")");
      process.toHandle().destroyForcibly();
      // What it printed before it died counts too, but for a last line cut in two.
      StringBuilder rest = new StringBuilder();
      for (int c = lines.read(); c >= 0; c = lines.read()) {
        rest.append((char) c);
      }
      rest.substring(0, rest.lastIndexOf("\n") + 1).lines().forEach(acknowledged::add);
      return acknowledged;
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
