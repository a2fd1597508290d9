package dev.serai.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The messages that come with the hub, to be sent and measured. */
class GithubSamplesTest {

  private static final Map<String, List<String>> TYPES =
      Map.of(
          "workflow_run.completed.success", List.of("pipeline.completed"),
          "workflow_run.completed.failure", List.of("pipeline.failed"),
          "workflow_job.completed.failure", List.of("build.completed"),
          "push", List.of("source.commit.created", "source.commit.created"),
          "deployment_status.success", List.of("deployment.verified"),
          "release.published", List.of("artifact.created"),
          "ping", List.of());

  @Test
  void each_sample_becomes_the_events_that_its_name_promises() {
    TYPES.forEach(
        (name, types) ->
            assertThat(types(Samples.HUB.normalize(sample(name)))).as(name).isEqualTo(types));
  }

  @Test
  void the_sample_that_is_measured_has_ten_kilobytes() {
    assertThat(sample("workflow_run.completed.success").body()).hasSizeBetween(10_000, 11_000);
  }

  @Test
  void one_normalizer_serves_many_threads() throws InterruptedException, ExecutionException {
    List<RawMessage> messages = TYPES.keySet().stream().map(GithubSamplesTest::sample).toList();
    List<Normalized> expected = messages.stream().map(Samples.HUB::normalize).toList();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<Boolean> work =
          () ->
              IntStream.range(0, 200)
                  .allMatch(
                      i -> messages.stream().map(Samples.HUB::normalize).toList().equals(expected));

      for (Future<Boolean> done : threads.invokeAll(Collections.nCopies(8, work))) {
        assertThat(done.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<String> types(Normalized normalized) {
    return normalized instanceof Normalized.Events events
        ? events.events().stream().map(CloudEvent::getType).toList()
        : List.of();
  }

  private static RawMessage sample(String name) {
    try (InputStream in =
        GithubSamplesTest.class.getResourceAsStream("/samples/github/" + name + ".json")) {
      return Samples.message(name.replaceAll("\\..*", ""), in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
