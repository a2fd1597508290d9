package dev.serai.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.Corpora;
import dev.serai.event.JsonEvents;
import dev.serai.normalize.Declaration.EventRules;
import dev.serai.normalize.Normalizers.Vocabulary;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every payload that GitHub's own collection shows, and those that others recorded. */
class GithubCorpusTest {

  /** Shows the alert only: what GitHub sends tells the repository as well. */
  private static final String EXCERPT = "repository-vulnerability-alert.json";

  @ParameterizedTest
  @EnumSource
  void every_payload_gives_valid_events_or_a_reason_for_none(Vocabulary vocabulary)
      throws IOException {
    Normalizer normalizer = Normalizers.load("github", vocabulary);

    for (Map.Entry<Path, String> payload : payloads().entrySet()) {
      RawMessage message =
          Samples.message(payload.getValue(), Files.readAllBytes(payload.getKey()));

      Normalized normalized = normalizer.normalize(message);

      if (normalized instanceof Normalized.Events events) {
        assertThat(events.events()).as("%s", payload.getKey()).isNotEmpty();
        for (CloudEvent event : events.events()) {
          assertThat(JsonEvents.read(JsonEvents.write(event)).getId()).isEqualTo(event.getId());
          JsonEvents.validate(event);
        }
        events.events().forEach(event -> assertThat(event.getId()).startsWith(Samples.DELIVERY));
      } else {
        assertThat(((Normalized.Ignored) normalized).reason()).isNotBlank();
      }
    }
  }

  @Test
  void in_the_native_vocabulary_only_ping_is_ignored() throws IOException {
    Set<String> ignored = new TreeSet<>();

    for (Map.Entry<Path, String> payload : payloads().entrySet()) {
      byte[] body = Files.readAllBytes(payload.getKey());
      if (Samples.NATIVE.normalize(Samples.message(payload.getValue(), body))
          instanceof Normalized.Ignored) {
        ignored.add(payload.getValue());
      }
    }

    assertThat(ignored).containsExactly("ping");
  }

  @ParameterizedTest
  @EnumSource(names = {"HUB", "NATIVE"})
  void reading_only_what_is_wanted_gives_what_reading_everything_gives(Vocabulary vocabulary)
      throws IOException {
    Declaration pruning = Normalizers.declaration("github", vocabulary);
    Normalizer pruned = new DeclaredNormalizer(pruning);
    Normalizer whole = new DeclaredNormalizer(readingEverything(pruning));

    for (Map.Entry<Path, String> payload : payloads().entrySet()) {
      RawMessage message =
          Samples.message(payload.getValue(), Files.readAllBytes(payload.getKey()));

      assertThat(pruned.normalize(message))
          .as("%s", payload.getKey())
          .isEqualTo(whole.normalize(message));
    }
  }

  private static Declaration readingEverything(Declaration declaration) {
    Wanted everything = new Wanted();
    everything.add(List.of());
    Map<String, EventRules> events = new LinkedHashMap<>();
    declaration
        .events()
        .forEach(
            (name, rules) ->
                events.put(name, new EventRules(rules.lets(), rules.rules(), everything)));
    return new Declaration(
        declaration.about(),
        declaration.verify(),
        declaration.form(),
        declaration.naming(),
        declaration.headers(),
        events);
  }

  /** The event's name by the file that holds its payload. */
  private static Map<Path, String> payloads() throws IOException {
    Map<Path, String> payloads = new TreeMap<>();
    Path octokit = Corpora.require("github-octokit/api.github.com");
    Path recorded = Corpora.require("go-playground-webhooks/github");
    try (Stream<Path> files = Files.walk(octokit)) {
      files
          .filter(file -> file.toString().endsWith(".json"))
          .forEach(file -> payloads.put(file, file.getParent().getFileName().toString()));
    }
    try (Stream<Path> files = Files.list(recorded)) {
      files
          .filter(file -> !file.endsWith(EXCERPT))
          .forEach(file -> payloads.put(file, eventOfRecorded(file)));
    }
    assertThat(payloads).hasSizeGreaterThan(200);
    assertThat(new TreeSet<>(payloads.values())).hasSizeGreaterThanOrEqualTo(58);
    return payloads;
  }

  private static String eventOfRecorded(Path file) {
    String name = file.getFileName().toString().replace(".json", "").replace('-', '_');
    return switch (name) {
      case "integration_installation" -> "installation";
      case "integration_installation_repositories" -> "installation_repositories";
      case "pull_request_issue_comment" -> "issue_comment";
      case "repository_edited" -> "repository";
      default -> name;
    };
  }
}
