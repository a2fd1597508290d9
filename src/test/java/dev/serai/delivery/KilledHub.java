package dev.serai.delivery;

import dev.serai.bus.Binding;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Publication;
import dev.serai.bus.Scheduler;
import dev.serai.event.Extensions;
import dev.serai.event.HubEvent;
import dev.serai.hub.Bindings;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerOptions;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A hub in a process of its own, which {@link KillContract} kills. It writes down what it did in a
 * file that outlives it: {@code accepted}, {@code called}, {@code succeeded}, each with the event's
 * number and, for calls, the attempt.
 */
final class KilledHub {

  static final String CHANNEL = "killed";
  static final int KEYS = 20;
  static final int ATTEMPTS = 3;

  private static final int AT_ONCE = 64;

  private final FileChannel journal;

  private KilledHub(FileChannel journal) {
    this.journal = journal;
  }

  /**
   * Arguments: ledger, journal, number of the first event, number of events (0 drains and ends),
   * the group's deadline, broker, or two of which the second is being left, and the settings of the
   * first as {@code name=value}.
   */
  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    try (FileChannel journal =
            FileChannel.open(
                Path.of(args[1]), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        SystemScheduler scheduler = new SystemScheduler();
        Ledger ledger = Ledger.open(file, LedgerOptions.defaults());
        Binding binding = open(args, scheduler, ledger);
        Dispatcher dispatcher =
            Dispatcher.open(binding, ledger, scheduler, DeliveryObserver.NONE)) {
      KilledHub hub = new KilledHub(journal);
      RunningGroup group = dispatcher.subscribe(route(Duration.parse(args[4])), hub::handle);
      System.out.println(HubProcess.READY);
      int count = Integer.parseInt(args[3]);
      hub.publish(dispatcher, Integer.parseInt(args[2]), count);
      while (count > 0 || !drained(group.state())) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
  }

  private static Binding open(String[] args, Scheduler scheduler, Ledger ledger) {
    String[] brokers = args[5].split(",", 2);
    Map<Class<?>, Object> services = Map.of(Ledger.class, ledger);
    Binding current =
        Bindings.open(
            brokers[0],
            HubProcess.settings(List.of(args).subList(6, args.length)),
            scheduler,
            services);
    return brokers.length == 1
        ? current
        : new DrainingBus(
            current, Map.of(brokers[1], Bindings.open(brokers[1], Map.of(), scheduler, services)));
  }

  private static boolean drained(GroupState state) {
    return state.parked() == 0 && state.inFlight() == 0 && state.lag().events().orElse(1) == 0;
  }

  private static GroupRoute route(Duration ackDeadline) {
    Policy.Backoff backoff =
        new Policy.Backoff(Duration.ofMillis(20), 2, Duration.ofMillis(100), 0.2);
    return new GroupRoute(
        new GroupSpec(CHANNEL, "group", GroupSpec.From.EARLIEST, true, ackDeadline),
        "killed",
        8,
        new Policy("killed", ATTEMPTS, backoff, null),
        event -> true);
  }

  private void publish(Dispatcher dispatcher, int first, int count) throws InterruptedException {
    Semaphore free = new Semaphore(AT_ONCE);
    for (int number = first; number < first + count; number++) {
      int published = number;
      free.acquire();
      dispatcher
          .publish(Publication.of(CHANNEL, event(number)))
          .whenComplete(
              (receipt, cause) -> {
                if (cause == null) {
                  write("accepted " + published);
                }
                free.release();
              });
    }
  }

  private void handle(CloudEvent event, int attempt, EventHandler.Done done) {
    int number = Integer.parseInt(event.getId());
    write("called " + number + " " + attempt);
    if (attempt <= failures(number)) {
      done.failed(Failure.of(new IllegalStateException("told to fail")));
    } else {
      write("succeeded " + number);
      done.succeeded();
    }
  }

  /** How often an event fails: most never, some once or twice, a few until they are given up. */
  static int failures(int number) {
    return switch (Math.floorMod(number * 2_654_435_761L, 50)) {
      case 0 -> ATTEMPTS;
      case 1, 2 -> 1;
      case 3 -> 2;
      default -> 0;
    };
  }

  static String key(int number) {
    return "key-" + number % KEYS;
  }

  private static CloudEvent event(int number) {
    return HubEvent.builder()
        .id(Integer.toString(number))
        .source("/killed")
        .type("dev.serai.killed")
        .extension(Extensions.PARTITION_KEY, key(number))
        .build();
  }

  private synchronized void write(String line) {
    try {
      journal.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
