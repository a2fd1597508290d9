package dev.serai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.VirtualScheduler;
import dev.serai.bus.Binding;
import dev.serai.bus.BindingContext;
import dev.serai.bus.BindingProvider;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Publication;
import dev.serai.bus.Scheduler;
import dev.serai.event.HubEvent;
import dev.serai.ledger.DeadLetterQuery;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerOptions;
import io.cloudevents.CloudEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DispatcherTest {

  @TempDir Path dir;
  private final VirtualScheduler time = new VirtualScheduler();
  private Ledger ledger;
  private Binding binding;
  private Dispatcher dispatcher;

  @BeforeEach
  void open() {
    ledger = Ledger.open(dir.resolve("t.db"), LedgerOptions.defaults());
    binding =
        ServiceLoader.load(BindingProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.name().equals("embedded"))
            .findFirst()
            .orElseThrow()
            .open(
                Map.of(),
                new BindingContext() {
                  @Override
                  public Scheduler scheduler() {
                    return time;
                  }

                  @Override
                  public <T> T service(Class<T> type) {
                    return type.cast(ledger);
                  }
                });
    dispatcher = Dispatcher.open(binding, ledger, time, DeliveryObserver.NONE);
  }

  @AfterEach
  void close() {
    dispatcher.close();
    binding.close();
    ledger.close();
  }

  private static GroupRoute route(boolean ordered, int attempts) {
    return new GroupRoute(
        new GroupSpec("c", "g", GroupSpec.From.LATEST, ordered, Duration.ofSeconds(60)),
        "r",
        8,
        new Policy(
            "p",
            attempts,
            new Policy.Backoff(Duration.ofSeconds(1), 2, Duration.ofMinutes(1), 0),
            null),
        event -> true);
  }

  static CloudEvent event(int n, String key) {
    return HubEvent.builder()
        .id("" + n)
        .source("/t")
        .type("t")
        .extension("partitionkey", key)
        .build();
  }

  @Test
  void smoke() {
    Recorder recorder = new Recorder().failing("3", 2).failing("5", 99);
    dispatcher.subscribe(route(true, 4), recorder);
    for (int i = 0; i < 100; i++) {
      dispatcher.publish(Publication.of("c", event(i, "k" + i % 7))).toCompletableFuture().join();
    }
    time.advanceUntil("all handled", () -> recorder.calls().size() == 99 + 2 + 4);
    await().until(() -> ledger.deadLetters().count(DeadLetterQuery.all()) == 1);
    assertThat(recorder.attemptsOf("3")).containsExactly(1, 2, 3);
    assertThat(recorder.attemptsOf("5")).containsExactly(1, 2, 3, 4);
    await().until(() -> dispatcher.groups().get(0).parked() == 0);
    assertThat(dispatcher.groups().get(0).trouble()).isNull();
  }
}
