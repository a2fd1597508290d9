package dev.serai.bus.redis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The Redis of this machine keeps every promise too, where there is one. */
class InstalledRedisBindingTest extends RedisContract {

  private static Optional<RedisProcess> redis = Optional.empty();

  @BeforeAll
  static void start() {
    redis = RedisProcess.installed();
    assumeTrue(redis.isPresent(), "no redis-server on the PATH: only Redis 6.2 is tested");
  }

  @AfterAll
  static void stop() {
    redis.ifPresent(RedisProcess::close);
  }

  @Override
  RedisProcess redis() {
    return redis.orElseThrow();
  }
}
