package dev.serai.delivery;

import dev.serai.bus.Binding;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Publication;
import dev.serai.event.HubEvent;
import dev.serai.hub.Bindings;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerOptions;
import dev.serai.ledger.LedgerPlace;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A hub that shares a broker and a ledger on PostgreSQL with others, also in a process of its own.
 * All write what they do into one journal: {@code called} with number and attempt, then {@code
 * succeeded}.
 */
final class SharingHub implements AutoCloseable {

  static final String CHANNEL = "shared";
  static final int KEYS = 20;

  /** Just as many as the worst events need: one that is counted twice ends as a dead letter. */
  static final int ATTEMPTS = 3;

  final Ledger ledger;
  final Dispatcher dispatcher;
  private final SystemScheduler scheduler = new SystemScheduler();
  private final Binding binding;
  private final FileChannel journal;

  /** Begins to serve the group. */
  SharingHub(String broker, Map<String, Object> settings, String database, Path journal)
      throws IOException {
    this.journal = FileChannel.open(journal, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    ledger =
        Ledger.open(
            new LedgerPlace.Postgres(database, ""),
            new LedgerOptions(InstantSource.system(), 10_000, 16L << 20, 0, Duration.ofSeconds(3)));
    binding = Bindings.open(broker, settings, scheduler, Map.of());
    dispatcher = Dispatcher.open(binding, ledger, scheduler, DeliveryObserver.NONE);
    dispatcher.subscribe(route(), this::handle);
  }

  /** Arguments: database, journal, broker, its settings; serves until it is killed. */
  public static void main(String[] args) throws Exception {
    try (SharingHub hub =
        new SharingHub(
            args[2],
            HubProcess.settings(List.of(args).subList(3, args.length)),
            args[0],
            Path.of(args[1]))) {
      hub.serve();
    }
  }

  private void serve() throws InterruptedException {
    System.out.println(HubProcess.READY);
    Thread.currentThread().join();
  }

  private static GroupRoute route() {
    Policy.Backoff backoff =
        new Policy.Backoff(Duration.ofMillis(20), 2, Duration.ofMillis(100), 0.2);
    return new GroupRoute(
        new GroupSpec(CHANNEL, "group", GroupSpec.From.EARLIEST, true, Duration.ofSeconds(6)),
        "sharing",
        8,
        new Policy("sharing", ATTEMPTS, backoff, null),
        event -> true);
  }

  static int failures(int number) {
    return number % 7 == 3 ? ATTEMPTS - 1 : 0;
  }

  void publish(int first, int count) {
    for (int number = first; number < first + count; number++) {
      HubEvent event =
          HubEvent.builder()
              .id(Integer.toString(number))
              .source("/test")
              .type("numbered")
              .extension("partitionkey", "k" + number % KEYS)
              .build();
      dispatcher
          .publish(new Publication(CHANNEL, List.of(event), true))
          .toCompletableFuture()
          .orTimeout(20, TimeUnit.SECONDS)
          .join();
    }
  }

  private void handle(CloudEvent event, int attempt, EventHandler.Done done) {
    int number = Integer.parseInt(event.getId());
    write("called " + number + " " + attempt);
    if (attempt <= failures(number)) {
      done.failed(Failure.of(new IllegalStateException("as it should")));
    } else {
      write("succeeded " + number);
      done.succeeded();
    }
  }

  private void write(String line) {
    try {
      journal.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    dispatcher.close();
    binding.close();
    ledger.close();
    scheduler.close();
    journal.close();
  }
}
