package dev.serai.bus.redis;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/** A Redis of a test's own, on a free port, which writes all it confirms to its own folder. */
final class RedisProcess implements AutoCloseable {

  private final Path program;
  private final Path dir;
  private final List<String> options;
  private final int port;
  private Process process;

  private RedisProcess(Path program, List<String> options) {
    this.program = program;
    this.options = options;
    this.port = freePort();
    try {
      dir = Files.createTempDirectory("serai-redis");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start();
  }

  /** Low enough for the port of a Cluster's own talk, which is 10,000 above. */
  static int freePort() {
    while (true) {
      try (ServerSocket free = new ServerSocket(0)) {
        if (free.getLocalPort() < 55_000) {
          return free.getLocalPort();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Redis 6.2, which comes with the tests. */
  static RedisProcess bundled(String... options) {
    return new RedisProcess(program(), List.of(options));
  }

  /** Whether Redis 6.2 was built with TLS for this kind of machine. */
  static boolean speaksTls() {
    try {
      Process asked =
          new ProcessBuilder(program().toString(), "--port", "0", "--tls-port", "1")
              .redirectErrorStream(true)
              .start();
      return !new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .contains("Bad directive");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path program() {
    try {
      ExecutableProvider provider = ExecutableProvider.newJarResourceProvider();
      return provider.get().toPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Redis 6.2, which watches the primary under the name {@code main}. */
  static RedisProcess sentinel(RedisProcess primary) {
    try {
      Path config = Files.createTempFile("serai-sentinel", ".conf");
      config.toFile().deleteOnExit();
      Files.writeString(
          config,
          """
          sentinel monitor main 127.0.0.1 %d 1
          sentinel down-after-milliseconds main 500
          sentinel failover-timeout main 2000
          """
              .formatted(primary.port));
      return new RedisProcess(program(), List.of(config.toString(), "--sentinel"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The Redis of this machine, if there is one on the PATH. */
  static Optional<RedisProcess> installed(String... options) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(program -> new RedisProcess(program, List.of(options)));
  }

  void start() {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(options);
    command.addAll(
        List.of(
            "--port",
            Integer.toString(port),
            "--dir",
            dir.toString(),
            "--save",
            "",
            "--appendonly",
            "yes"));
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(dir.resolve("log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await().atMost(Duration.ofSeconds(20)).until(this::answers);
  }

  void startIfDown() {
    if (!process.isAlive()) {
      start();
    }
  }

  private boolean answers() {
    try {
      return ask(RedisCommands::ping).equals("PONG");
    } catch (RedisException e) {
      return e.toString().contains("NOAUTH");
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

  /** Stops it in its tracks: its connections stay, and nothing comes. */
  void freeze() {
    signal("-STOP");
  }

  void thaw() {
    signal("-CONT");
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("sh", "-c", "kill " + name + " " + process.pid()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int port() {
    return port;
  }

  String uri() {
    return "redis://localhost:" + port;
  }

  /** Asks over a connection of its own. */
  <T> T ask(Function<RedisCommands<String, String>, T> question) {
    RedisURI uri = RedisURI.create(uri());
    uri.setTimeout(Duration.ofSeconds(10));
    RedisClient client = RedisClient.create(uri);
    try {
      return question.apply(client.connect(StringCodec.UTF8).sync());
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }

  @Override
  public void close() {
    kill();
    try (Stream<Path> files = Files.walk(dir)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
