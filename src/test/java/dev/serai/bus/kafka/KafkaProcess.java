package dev.serai.bus.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** A Kafka of a test's own, of one server in a process of its own, on free ports. */
public final class KafkaProcess implements AutoCloseable {

  private static KafkaProcess shared;

  private final Path dir;
  private final int port;
  private Process process;

  /** One more way in, beside the plain one. */
  record Listener(String name, String protocol, int port, int advertisedPort) {}

  /** Starts one; {@code more} are properties of the server. */
  public KafkaProcess(Map<String, String> more) {
    this(List.of(), more);
  }

  KafkaProcess(List<Listener> listeners, Map<String, String> more) {
    try {
      dir = Files.createTempDirectory("serai-kafka");
      port = freePort();
      Properties all = properties(port, freePort());
      listeners.forEach(each -> add(all, each));
      all.putAll(more);
      try (Writer out = Files.newBufferedWriter(dir.resolve("server.properties"))) {
        all.store(out, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start();
  }

  /** The one that all tests use which do it no harm; ends with this process. */
  public static synchronized KafkaProcess shared() {
    if (shared == null) {
      shared = new KafkaProcess(Map.of());
      Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
    }
    return shared;
  }

  static int freePort() {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Properties properties(int brokers, int controllers) {
    Properties all = new Properties();
    all.put("process.roles", "broker,controller");
    all.put("node.id", "1");
    all.put("controller.quorum.voters", "1@localhost:" + controllers);
    all.put(
        "listeners", "PLAINTEXT://localhost:" + brokers + ",CONTROLLER://localhost:" + controllers);
    all.put("advertised.listeners", "PLAINTEXT://localhost:" + brokers);
    all.put("controller.listener.names", "CONTROLLER");
    all.put("inter.broker.listener.name", "PLAINTEXT");
    all.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    all.put("log.dirs", dir.resolve("data").toString());
    all.put("auto.create.topics.enable", "false");
    all.put("offsets.topic.replication.factor", "1");
    all.put("offsets.topic.num.partitions", "1");
    all.put("transaction.state.log.replication.factor", "1");
    all.put("transaction.state.log.min.isr", "1");
    all.put("transaction.state.log.num.partitions", "1");
    all.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");
    all.put("group.initial.rebalance.delay.ms", "0");
    all.put("group.min.session.timeout.ms", "1000");
    all.put("log.retention.ms", "-1");
    all.put("log.cleaner.enable", "false");
    all.put("log.index.size.max.bytes", "65536");
    // One that was killed is let in again once the session that it had has ended.
    all.put("broker.session.timeout.ms", "1000");
    all.put("broker.heartbeat.interval.ms", "100");
    all.put("num.network.threads", "2");
    all.put("num.io.threads", "4");
    return all;
  }

  private static void add(Properties all, Listener listener) {
    String at = "," + listener.name + "://localhost:";
    all.merge("listeners", at + listener.port, (a, b) -> "" + a + b);
    all.merge("advertised.listeners", at + listener.advertisedPort, (a, b) -> "" + a + b);
    all.merge(
        "listener.security.protocol.map",
        "," + listener.name + ":" + listener.protocol,
        (a, b) -> "" + a + b);
  }

  /** Starts it again where it was; returns when it takes requests. */
  void start() {
    try {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-XX:-UsePerfData",
                  "-Xmx256m",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  KafkaChild.class.getName(),
                  dir.resolve("server.properties").toString())
              .redirectError(ProcessBuilder.Redirect.appendTo(dir.resolve("log").toFile()))
              .start();
      String said = process.inputReader(StandardCharsets.UTF_8).readLine();
      if (!"ready".equals(said)) {
        throw new IllegalStateException(
            "Kafka did not start: " + said + "\n" + Files.readString(dir.resolve("log")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it at once, as a machine does that loses its power but not its disk. */
  void kill() {
    try {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int port() {
    return port;
  }

  /** What stands as {@code bootstrapServers}. */
  public String bootstrapServers() {
    return "localhost:" + port;
  }

  /** A client to look at it and to change it, not that of the binding. */
  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
  }

  @Override
  public void close() {
    kill();
    try (Stream<Path> files = Files.walk(dir)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
