package dev.serai.bench.broker;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.bench.bus.BenchHub;
import dev.serai.bench.child.Parent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;

/** The hub that is killed, the one that is started again, and what cleans up after them. */
final class RecoveryChild {

  /** Tells a line when it may be killed. */
  static final String WORK = "work";

  /** Tells {@link #LINES}, in any order, each as soon as what it says has come about. */
  static final String AGAIN = "again";

  /** Tells a line when nothing is left on the broker. */
  static final String CLEAN = "clean";

  static final List<String> LINES;

  private static final String ID = "CamelCloudEventID";
  private static final String RUNS = "the hub and its routes run again";
  private static final String FIRST = "order %s: the first delivery is handled";
  private static final String LAST = "order %s: all that was unsettled is handled";
  private static final List<String> ORDERS = List.of("none", "key");

  static {
    List<String> lines = new ArrayList<>(List.of(RUNS));
    for (String order : ORDERS) {
      lines.add(FIRST.formatted(order));
      lines.add(LAST.formatted(order));
    }
    LINES = List.copyOf(lines);
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path data;
  private final String broker;
  private final Map<String, Map<String, Object>> brokers;
  private final int events;

  private RecoveryChild(
      Path data, String broker, Map<String, Map<String, Object>> brokers, int events) {
    this.data = data;
    this.broker = broker;
    this.brokers = brokers;
    this.events = events;
  }

  /** Takes the task, the broker, a file with its settings, the round, a folder and the events. */
  public static void main(String[] args) throws Exception {
    RecoveryChild child =
        new RecoveryChild(
            Path.of(args[4]),
            args[1],
            JSON.readValue(Path.of(args[2]).toFile(), new TypeReference<>() {}),
            Integer.parseInt(args[5]));
    int round = Integer.parseInt(args[3]);
    switch (args[0]) {
      case WORK -> child.work(round);
      case AGAIN -> child.again(round);
      case CLEAN -> child.clean(round);
      default -> throw new IllegalArgumentException("no task '" + args[0] + "'");
    }
    System.exit(0);
  }

  private static String channel(String order, int round) {
    return order + "-" + round;
  }

  private BenchHub hub() throws Exception {
    return new BenchHub(
        data, "broker: " + broker + "\nbrokers: " + JSON.writeValueAsString(brokers) + "\n");
  }

  private Path handledOf(String order) {
    return data.resolve("handled-" + order + ".json");
  }

  /** Never closes the hub: it is killed, or ends with the parent. */
  private void work(int round) throws Exception {
    BenchHub hub = hub();
    for (String order : ORDERS) {
      Half half = new Half(events / 2);
      hub.serve(channel(order, round), order, "latest", half);
      hub.publish(channel(order, round), events);
      half.full.await();
      Files.write(handledOf(order), JSON.writeValueAsBytes(half.handled));
    }
    Parent.tell("works");
    Parent.awaitEnd();
  }

  /** Handles so many events, and hangs with all that come then. */
  private static final class Half implements BenchHub.Step {

    private final Set<String> handled = ConcurrentHashMap.newKeySet();
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch full;
    private final int most;

    Half(int most) {
      this.most = most;
      this.full = new CountDownLatch(most + 1);
    }

    @Override
    public void take(Exchange exchange) {
      boolean hangs = begun.incrementAndGet() > most;
      if (!hangs) {
        handled.add(id(exchange));
      }
      full.countDown();
      while (hangs) {
        LockSupport.park(this);
      }
    }
  }

  private void again(int round) throws Exception {
    CountDownLatch all = new CountDownLatch(ORDERS.size());
    try (BenchHub hub = hub()) {
      for (String order : ORDERS) {
        Rest rest = new Rest(order, left(order), all);
        hub.serve(channel(order, round), order, "latest", rest);
      }
      Parent.tell(RUNS);
      all.await();
    }
  }

  private Set<String> left(String order) throws Exception {
    Set<String> left =
        IntStream.range(0, events).mapToObj(n -> "event-" + n).collect(toCollection(HashSet::new));
    left.removeAll(JSON.readValue(handledOf(order).toFile(), new TypeReference<List<String>>() {}));
    return left;
  }

  /** Tells of the first delivery, and when nothing is left. */
  private static final class Rest implements BenchHub.Step {

    private final AtomicBoolean any = new AtomicBoolean();
    private final String order;
    private final Set<String> left;
    private final CountDownLatch all;

    Rest(String order, Set<String> left, CountDownLatch all) {
      this.order = order;
      this.left = left;
      this.all = all;
    }

    @Override
    public void take(Exchange exchange) {
      if (any.compareAndSet(false, true)) {
        Parent.tell(FIRST.formatted(order));
      }
      synchronized (left) {
        if (left.remove(id(exchange)) && left.isEmpty()) {
          Parent.tell(LAST.formatted(order));
          all.countDown();
        }
      }
    }
  }

  private static String id(Exchange exchange) {
    return exchange.getMessage().getHeader(ID, String.class);
  }

  private void clean(int rounds) throws Exception {
    Map<String, Object> settings = brokers.get(broker);
    String prefix =
        settings.getOrDefault(broker.equals("kafka") ? "topicPrefix" : "prefix", "").toString();
    try (Places places = new Places(broker, settings);
        RawClient raw = RawClient.of(broker, settings, prefix, places)) {
      for (int round = 0; round < rounds; round++) {
        for (String order : ORDERS) {
          places.know(channel(order, round));
        }
      }
      places.clean();
      raw.clean();
    }
    Parent.tell("clean");
  }
}
