package dev.serai.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.ledger.Attempt;
import dev.serai.ledger.DeadLetter;
import dev.serai.ledger.DeadLetterQuery;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hubs that are killed under load, again and again: nothing is lost, the order of every key is
 * kept, attempts are exact. A binding's test extends this class and names the broker; its settings
 * reach the hubs as text. The broker outlives the hubs.
 */
public abstract class KillContract {

  private static final int KILLS = 20;
  private static final int EVENTS_PER_LIFE = 1_000;
  private static final long SEED = 20_260_101;

  @TempDir Path dir;

  /** The word written as {@code broker:}. */
  protected abstract String broker();

  /** As {@link #broker()}, for one life of the hub; with a comma, the one that is being left. */
  protected String broker(int life) {
    return broker();
  }

  /** How many hubs are killed. */
  protected int kills() {
    return KILLS;
  }

  /** What stands under {@code brokers.<broker>}, all of it text; a dot leads into a map. */
  protected abstract Map<String, String> settings();

  /**
   * The group's deadline for what a dead hub left. Where the broker tells that a hub is dead only
   * then, it must be much shorter than a hub's life, or no hub would get to work.
   */
  protected Duration ackDeadline() {
    return Duration.ofSeconds(5);
  }

  /** Each hub is killed at some time from 20 ms to this after it was ready. */
  protected int longestLifeMillis() {
    return 600;
  }

  /** What the hubs have written down over all their lives. */
  private static final class Journal {

    final Set<Integer> accepted = new TreeSet<>();
    final Set<Integer> succeeded = new LinkedHashSet<>();
    final Map<Integer, List<Integer>> calls = new HashMap<>();

    void add(String line) {
      String[] words = line.split(" ", -1);
      int number = Integer.parseInt(words[1]);
      switch (words[0]) {
        case "accepted" -> accepted.add(number);
        case "succeeded" -> succeeded.add(number);
        default ->
            calls.computeIfAbsent(number, n -> new ArrayList<>()).add(Integer.parseInt(words[2]));
      }
    }
  }

  @Test
  void kills_under_load_lose_nothing_keep_the_order_and_count_attempts_exactly() throws Exception {
    try (ClassArchive classes = new ClassArchive()) {
      end(start(classes.making(), 0, 0));
      Random random = new Random(SEED);
      for (int life = 0; life < kills(); life++) {
        Process hub = start(classes.using(), life, EVENTS_PER_LIFE);
        boolean ended = hub.waitFor(random.nextInt(20, longestLifeMillis()), TimeUnit.MILLISECONDS);
        assertThat(ended).as("the hub ended by itself").isFalse();
        hub.destroyForcibly().waitFor();
      }
      end(start(classes.using(), kills(), 0));
    }

    Journal journal = new Journal();
    Files.readAllLines(journalFile()).forEach(journal::add);
    List<DeadLetter> letters = deadLetters();
    assertThat(journal.accepted.size()).as("load").isGreaterThan(kills() * 10);
    nothingIsLost(journal, letters);
    orderIsKept(journal);
    attemptsAreExact(journal, letters);
  }

  private static void end(Process draining) throws InterruptedException {
    assertThat(draining.waitFor(60, TimeUnit.SECONDS)).as("a hub has drained").isTrue();
  }

  private static void nothingIsLost(Journal journal, List<DeadLetter> letters) {
    Set<Integer> settled = new TreeSet<>(journal.succeeded);
    letters.forEach(letter -> settled.add(number(letter)));
    Set<Integer> lost = new TreeSet<>(journal.accepted);
    lost.removeAll(settled);
    assertThat(lost).as("accepted and neither succeeded nor given up").isEmpty();
  }

  /** Events that came twice because of a kill count where they succeeded first. */
  private static void orderIsKept(Journal journal) {
    Map<String, List<Integer>> byKey = new TreeMap<>();
    journal.succeeded.forEach(
        number -> byKey.computeIfAbsent(KilledHub.key(number), k -> new ArrayList<>()).add(number));
    assertThat(byKey).hasSize(KilledHub.KEYS);
    byKey.forEach((key, numbers) -> assertThat(numbers).as(key).isSorted());
  }

  private static void attemptsAreExact(Journal journal, List<DeadLetter> letters) {
    Set<Integer> hopeless = new TreeSet<>();
    journal.accepted.stream()
        .filter(number -> KilledHub.failures(number) == KilledHub.ATTEMPTS)
        .forEach(hopeless::add);
    assertThat(letters)
        .as("dead letters")
        .extracting(KillContract::number)
        .doesNotHaveDuplicates()
        .containsAll(hopeless);
    assertThat(letters)
        .allSatisfy(
            letter -> {
              assertThat(KilledHub.failures(number(letter))).isEqualTo(KilledHub.ATTEMPTS);
              assertThat(letter.history()).extracting(Attempt::number).containsExactly(1, 2, 3);
            });
    journal.calls.forEach(
        (number, attempts) ->
            assertThat(attempts)
                .as("attempts of event " + number)
                .startsWith(1)
                .allMatch(attempt -> attempt <= KilledHub.ATTEMPTS)
                .contains(Math.min(KilledHub.failures(number) + 1, KilledHub.ATTEMPTS)));
  }

  private static int number(DeadLetter letter) {
    return Integer.parseInt(letter.event().getId());
  }

  private List<DeadLetter> deadLetters() {
    try (Ledger ledger = Ledger.open(ledgerFile(), LedgerOptions.defaults())) {
      return ledger.deadLetters().find(DeadLetterQuery.all(), 0, 100_000);
    }
  }

  private Process start(List<String> options, int life, int count) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                ledgerFile().toString(),
                journalFile().toString(),
                Integer.toString(life * EVENTS_PER_LIFE),
                Integer.toString(count),
                ackDeadline().toString(),
                broker(life)));
    if (!broker(life).startsWith("embedded")) {
      arguments.addAll(HubProcess.words(settings()));
    }
    return HubProcess.start(options, KilledHub.class, arguments);
  }

  private Path ledgerFile() {
    return dir.resolve("serai.db");
  }

  private Path journalFile() {
    return dir.resolve("journal.txt");
  }
}
