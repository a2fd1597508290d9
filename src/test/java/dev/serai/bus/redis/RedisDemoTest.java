package dev.serai.bus.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.cli.Cli;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo tells the same on Redis as on the embedded bus. */
class RedisDemoTest {

  private static final Pattern SUMMARY = Pattern.compile("(?m)^\\{\"accepted\".*}$");

  private final RedisProcess redis = RedisProcess.bundled();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void not_one_route_is_changed_and_the_summary_is_the_same() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("connectors.yaml"),
            "connectors: {}\nbrokers: { redis: { uri: '${SERAI_REDIS_URI}' } }\n");

    String onRedis = summary("--broker", "redis", "--config", config.toString());

    assertThat(onRedis).isEqualTo(summary());
  }

  private String summary(String... more) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String[] args = new String[2 + more.length];
    args[0] = "demo";
    args[1] = "--json";
    System.arraycopy(more, 0, args, 2, more.length);
    int code =
        Cli.run(
            args,
            Map.of("SERAI_REDIS_URI", redis.uri())::get,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            System.err,
            false);
    String said = out.toString(StandardCharsets.UTF_8);
    Matcher summary = SUMMARY.matcher(said);
    assertThat(code).as(said).isZero();
    assertThat(summary.find()).as(said).isTrue();
    return summary.group();
  }
}
