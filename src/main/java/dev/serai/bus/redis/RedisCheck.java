package dev.serai.bus.redis;

import dev.serai.bus.CheckResult;
import io.lettuce.core.SetArgs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Whether Redis is there, allows what the bus does, keeps what it has, and is new enough. */
final class RedisCheck {

  private static final long MILLIS = 5_000;

  private final RedisBindingConfig config;
  private final Link link;

  RedisCheck(RedisBindingConfig config, Link link) {
    this.config = config;
    this.link = link;
  }

  CheckResult look() {
    try {
      // Writes first: reading alone would not show that memory or disk are full.
      await(link.publishing().thenCompose(redis -> write(redis)));
      List<Object> refused = await(link.publishing().thenCompose(redis -> rights(redis)));
      if (!refused.isEmpty()) {
        return failed(
            "the user may not %s: grant it with ACL SETUSER, see the guide to Redis"
                .formatted(refused.stream().map(Words::text).collect(Collectors.joining(", "))));
      }
      return judged(await(link.publishing().thenCompose(redis -> redis.commands().info())));
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      RuntimeException told = link.told(e);
      return CheckResult.failed(told.getMessage(), told);
    }
  }

  private CompletionStage<String> write(Connection redis) {
    return redis
        .commands()
        .set(config.prefix() + ":check", Words.utf8("1"), SetArgs.Builder.px(MILLIS));
  }

  private CompletionStage<List<Object>> rights(Connection redis) {
    String keys = config.prefix() + ":{check}:";
    return Script.RIGHTS.list(redis, new String[] {keys + "hash", keys + "stream"});
  }

  private CheckResult judged(String text) {
    Map<String, String> info = new HashMap<>();
    text.lines()
        .map(line -> line.split(":", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> info.put(pair[0], pair[1].trim()));
    String version = info.getOrDefault("redis_version", "?");
    String[] parts = version.split("\\.", 3);
    if (parts.length < 2 || Integer.parseInt(parts[0]) * 100 + Integer.parseInt(parts[1]) < 602) {
      return failed("version " + version + " is too old, install 6.2 or newer");
    }
    if (!config.cluster() && info.getOrDefault("redis_mode", "").equals("cluster")) {
      return failed("it is a Cluster: set brokers.redis.cluster to true");
    }
    String policy = info.getOrDefault("maxmemory_policy", "noeviction");
    if (!info.getOrDefault("maxmemory", "0").equals("0") && !policy.equals("noeviction")) {
      return failed(
          "maxmemory-policy is %s, which may throw events away; set it to noeviction"
              .formatted(policy));
    }
    String durable =
        info.getOrDefault("aof_enabled", "0").equals("1")
            ? ""
            : "; appendonly is off: a crash of Redis loses what it has accepted";
    return CheckResult.ok("%s, version %s%s".formatted(link.address(), version, durable));
  }

  private CheckResult failed(String what) {
    return CheckResult.failed(link.address() + ": " + what, null);
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(MILLIS, TimeUnit.MILLISECONDS);
  }
}
