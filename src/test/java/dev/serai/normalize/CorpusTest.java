package dev.serai.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.serai.Corpora;
import dev.serai.event.JsonEvents;
import dev.serai.normalize.Normalizers.Vocabulary;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages that others recorded of real senders; the collection lies outside of this project. */
class CorpusTest {

  /** Written by hand, with a member that stands there twice. */
  private static final String NO_JSON = "go-playground-webhooks/gitlab/build-event.json";

  @ParameterizedTest
  @EnumSource
  void every_message_of_gitlab_gives_valid_events_or_a_reason_for_none(Vocabulary vocabulary) {
    Map<String, RawMessage> messages = gitlab();

    assertThat(messages).hasSizeGreaterThan(80);
    messages.forEach((name, message) -> assertSound("gitlab", vocabulary, name, message));
  }

  @Test
  void in_the_native_vocabulary_every_message_of_gitlab_is_an_event() {
    gitlab()
        .forEach(
            (name, message) ->
                assertThat(Samples.builtIn("gitlab", Vocabulary.NATIVE).normalize(message))
                    .as(name)
                    .isInstanceOf(Normalized.Events.class));
  }

  private static Map<String, RawMessage> gitlab() {
    Map<String, RawMessage> messages = new TreeMap<>();
    for (String folder : List.of("gitlab-go-gitlab", "go-playground-webhooks/gitlab")) {
      files(folder)
          .forEach((name, body) -> messages.put(name, headed(body, "idempotency-key", "d-1")));
    }
    messages.remove(NO_JSON);
    return messages;
  }

  private static void assertSound(
      String system, Vocabulary vocabulary, String name, RawMessage message) {
    Normalized normalized;
    try {
      normalized = Samples.builtIn(system, vocabulary).normalize(message);
    } catch (MalformedMessageException e) {
      fail(name + ": " + e.getMessage(), e);
      return;
    }
    if (normalized instanceof Normalized.Events events) {
      for (CloudEvent event : events.events()) {
        assertThat(JsonEvents.read(JsonEvents.write(event)).getId()).isEqualTo(event.getId());
        JsonEvents.validate(event);
      }
      assertThat(events.events().stream().map(CloudEvent::getId)).as(name).doesNotHaveDuplicates();
    } else {
      assertThat(((Normalized.Ignored) normalized).reason()).as(name).isNotBlank();
    }
  }

  private static RawMessage headed(byte[] body, String header, String value) {
    return Samples.message("", Map.of(header, value), body);
  }

  /** The bodies by their names; skips the test when the folder is not there. */
  private static Map<String, byte[]> files(String folder) {
    Path root = Corpora.require(folder);
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(root)) {
      for (Path file : found.filter(it -> it.toString().endsWith(".json")).toList()) {
        files.put(folder + "/" + root.relativize(file), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  static byte[] json(String text) {
    return text.getBytes(UTF_8);
  }
}
