package dev.serai.delivery;

import static dev.serai.delivery.EmbeddedHub.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.bus.BusException;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.bus.Subscription;
import dev.serai.conformance.PassingBinding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogWriterTest {

  @TempDir Path folder;

  private final AtomicInteger joins = new AtomicInteger();
  private EmbeddedHub hub;

  @BeforeEach
  void open() {
    hub = new EmbeddedHub(folder);
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private LogWriter writer(PassingBinding binding) {
    return new LogWriter(EmbeddedHub.CHANNEL, binding, hub.ledger.events(), hub.time);
  }

  private static CompletionStage<Receipt> publish(LogWriter writer) {
    return writer.publish(Publication.of(EmbeddedHub.CHANNEL, event("1", "k")));
  }

  @Test
  void a_broker_that_is_lost_between_group_and_member_holds_up_no_publish_and_is_joined_later() {
    PassingBinding lostOnce =
        new PassingBinding(hub.binding) {
          @Override
          public Subscription subscribe(GroupSpec group, DeliveryListener listener) {
            if (joins.incrementAndGet() == 1) {
              throw new BusException("the broker is away", null);
            }
            return super.subscribe(group, listener);
          }
        };
    try (LogWriter writer = writer(lostOnce)) {
      assertThat(publish(writer)).succeedsWithin(Duration.ofSeconds(30));

      await()
          .until(
              () -> {
                hub.time.advance(Duration.ofSeconds(1));
                return joins.get() == 2;
              });
    }
  }

  @Test
  void what_still_waits_for_the_group_is_refused_when_the_hub_closes() {
    PassingBinding slow =
        new PassingBinding(hub.binding) {
          @Override
          public CompletionStage<Void> createGroup(GroupSpec group) {
            return new CompletableFuture<>();
          }
        };
    LogWriter writer = writer(slow);
    CompletionStage<Receipt> waiting = publish(writer);

    writer.close();

    assertThat(waiting)
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .withMessageContaining("the hub is closing: nothing was published");
  }

  @Test
  void what_keeps_the_log_from_being_written_is_told_until_it_is_over() {
    AtomicInteger tries = new AtomicInteger();
    PassingBinding away =
        new PassingBinding(hub.binding) {
          @Override
          public CompletionStage<Void> createGroup(GroupSpec group) {
            return tries.incrementAndGet() == 1
                ? CompletableFuture.failedFuture(new BusException("the broker is away", null))
                : super.createGroup(group);
          }
        };
    try (LogWriter writer = writer(away)) {
      writer.begin();
      assertThat(writer.state(false))
          .isEqualTo(
              new LogState(EmbeddedHub.CHANNEL, false, "cannot start yet: the broker is away"));

      await()
          .until(
              () -> {
                hub.time.advance(Duration.ofSeconds(1));
                return writer.state(false).trouble() == null;
              });
      writer.onTrouble(new BusException("cut off", null));
      assertThat(writer.state(true).trouble()).isEqualTo("cannot fetch: cut off");
      writer.onRecovered();
      assertThat(writer.state(true)).isEqualTo(new LogState(EmbeddedHub.CHANNEL, true, null));
    }
  }
}
