package dev.serai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.LogLines;
import dev.serai.bus.BusException;
import dev.serai.bus.Capabilities;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Publication;
import dev.serai.conformance.PassingBinding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRemovalTest {

  @TempDir Path folder;

  private final AtomicInteger tries = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private EmbeddedHub hub;

  @BeforeEach
  void open() {
    hub = new EmbeddedHub(folder);
    hub.binding
        .createGroup(
            new GroupSpec(
                EmbeddedHub.CHANNEL,
                LogWriter.GROUP,
                GroupSpec.From.EARLIEST,
                true,
                Duration.ofSeconds(60)))
        .toCompletableFuture()
        .join();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  /** Refuses as often, as while another hub serves the group. */
  private LogRemoval removal(int refusals) {
    PassingBinding busy =
        new PassingBinding(hub.binding) {
          @Override
          public CompletionStage<Boolean> removeGroup(String channel, String group) {
            return tries.incrementAndGet() <= refusals
                ? CompletableFuture.failedFuture(new BusException("it has members", null))
                : super.removeGroup(channel, group);
          }
        };
    return new LogRemoval(EmbeddedHub.CHANNEL, busy, hub.time, closed::get);
  }

  @Test
  void a_broker_that_refuses_is_told_of_once_and_asked_again() {
    try (LogLines lines = new LogLines(LogRemoval.class.getName())) {
      removal(2).begin();

      await()
          .until(
              () -> {
                hub.time.advance(Duration.ofSeconds(1));
                return hub.binding.groups(EmbeddedHub.CHANNEL).isEmpty();
              });
      assertThat(tries).hasValue(3);
      await().until(() -> lines.all().size() == 2);
      assertThat(lines.all())
          .satisfiesExactly(
              line ->
                  assertThat(line)
                      .contains("cannot be removed yet and keeps events", "it has members"),
              line -> assertThat(line).endsWith("removed the group 'serai-log' that wrote it"));
    }
  }

  @Test
  void nothing_is_asked_of_the_broker_once_the_hub_is_closed() {
    removal(1).begin();
    closed.set(true);

    hub.time.advance(Duration.ofMinutes(1));

    assertThat(tries).hasValue(1);
  }

  @Test
  void it_is_asked_for_once_a_channel_and_holds_up_no_publish() {
    PassingBinding other =
        new PassingBinding(hub.binding) {
          @Override
          public Capabilities capabilities() {
            return new Capabilities(true, false, 1 << 20);
          }

          @Override
          public CompletionStage<Boolean> removeGroup(String channel, String group) {
            tries.incrementAndGet();
            return new CompletableFuture<>();
          }
        };
    try (LogWriters logs =
        new LogWriters(other, hub.ledger, hub.time, Set.of(EmbeddedHub.CHANNEL))) {
      logs.used(EmbeddedHub.CHANNEL);
      for (String id : new String[] {"1", "2"}) {
        assertThat(logs.publish(Publication.of(EmbeddedHub.CHANNEL, EmbeddedHub.event(id, "k"))))
            .succeedsWithin(Duration.ofSeconds(30));
      }

      assertThat(tries).hasValue(1);
      assertThat(logs.states()).isEmpty();
      assertThat(logs.lags()).isEmpty();
    }
  }
}
