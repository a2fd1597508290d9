package dev.serai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.serai.ledger.DeadLetterQuery;
import dev.serai.ledger.PostgresProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hubs with one broker and one ledger on PostgreSQL: one is killed, both are restarted in
 * turns. A binding's test extends this class and names the broker.
 */
public abstract class SharedLedgerContract {

  @TempDir Path folder;
  private String database;

  /** The word written as {@code broker:}. */
  protected abstract String broker();

  /** What stands under {@code brokers.<broker>}, all of it text; a dot leads into a map. */
  protected abstract Map<String, String> settings();

  @BeforeEach
  void makeDatabase() {
    Optional<PostgresProcess> server = PostgresProcess.shared();
    assumeTrue(server.isPresent(), PostgresProcess.WHY_NOT);
    database = server.get().url(server.get().database());
  }

  private SharingHub hub() throws IOException {
    return new SharingHub(
        broker(), HubProcess.settings(HubProcess.words(settings())), database, journal());
  }

  private Path journal() {
    return folder.resolve("journal");
  }

  @Test
  void one_of_two_hubs_is_killed_and_nothing_is_lost_doubly_counted_or_out_of_order()
      throws Exception {
    Process other = process();
    try (SharingHub hub = hub()) {
      hub.publish(0, 300);
      await().atMost(Duration.ofSeconds(60)).until(() -> succeeded().size() > 150);
      other.destroyForcibly().waitFor();
      hub.publish(300, 300);

      awaitAll(600);
      orderIsKept();
      nothingIsParkedOrGivenUp(hub);
      attemptsRiseByOne();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void both_hubs_are_restarted_in_turns_and_every_event_is_called_as_often_as_it_must()
      throws Exception {
    SharingHub first = hub();
    SharingHub second = hub();
    try {
      first.publish(0, 200);
      first.close();
      second.publish(200, 200);
      first = hub();
      first.publish(400, 100);
      second.close();
      first.publish(500, 100);
      second = hub();

      awaitAll(600);
      orderIsKept();
      nothingIsParkedOrGivenUp(first);
      calls()
          .forEach(
              (number, attempts) ->
                  assertThat(attempts)
                      .as("attempts of event " + number)
                      .containsExactlyElementsOf(
                          IntStream.rangeClosed(1, SharingHub.failures(number) + 1)
                              .boxed()
                              .toList()));
    } finally {
      first.close();
      second.close();
    }
  }

  private void awaitAll(int events) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(succeeded()).hasSize(events));
  }

  /** Events that came twice because of a kill count where they succeeded first. */
  private void orderIsKept() {
    Map<Integer, List<Integer>> byKey = new TreeMap<>();
    succeeded()
        .forEach(
            number ->
                byKey
                    .computeIfAbsent(number % SharingHub.KEYS, k -> new ArrayList<>())
                    .add(number));
    byKey.forEach((key, numbers) -> assertThat(numbers).as("key " + key).isSorted());
  }

  private static void nothingIsParkedOrGivenUp(SharingHub hub) {
    await()
        .untilAsserted(
            () ->
                assertThat(hub.ledger.parked().countByKey(SharingHub.CHANNEL, "group")).isEmpty());
    assertThat(hub.ledger.deadLetters().count(DeadLetterQuery.all())).isZero();
  }

  /** An attempt that a kill has cut off, or whose record it has, comes again with its number. */
  private void attemptsRiseByOne() {
    calls()
        .forEach(
            (number, attempts) ->
                assertThat(attempts)
                    .as("attempts of event " + number)
                    .startsWith(1)
                    .contains(SharingHub.failures(number) + 1)
                    .allMatch(attempt -> attempt <= SharingHub.failures(number) + 1));
  }

  private Set<Integer> succeeded() {
    Set<Integer> numbers = new LinkedHashSet<>();
    for (String[] words : lines()) {
      if (words[0].equals("succeeded")) {
        numbers.add(Integer.parseInt(words[1]));
      }
    }
    return numbers;
  }

  private Map<Integer, List<Integer>> calls() {
    Map<Integer, List<Integer>> calls = new HashMap<>();
    for (String[] words : lines()) {
      if (words[0].equals("called")) {
        calls
            .computeIfAbsent(Integer.parseInt(words[1]), n -> new ArrayList<>())
            .add(Integer.parseInt(words[2]));
      }
    }
    return calls;
  }

  /** Whole lines only: one may be under way. */
  private List<String[]> lines() {
    try {
      String text = Files.exists(journal()) ? Files.readString(journal()) : "";
      return text.substring(0, text.lastIndexOf('\n') + 1)
          .lines()
          .map(line -> line.split(" ", -1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process process() throws IOException {
    List<String> arguments = new ArrayList<>(List.of(database, journal().toString(), broker()));
    arguments.addAll(HubProcess.words(settings()));
    return HubProcess.start(SharingHub.class, arguments);
  }
}
