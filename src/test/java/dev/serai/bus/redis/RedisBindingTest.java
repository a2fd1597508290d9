package dev.serai.bus.redis;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Redis 6.2 keeps every promise. */
class RedisBindingTest extends RedisContract {

  private static RedisProcess redis;

  @BeforeAll
  static void start() {
    redis = RedisProcess.bundled();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Override
  RedisProcess redis() {
    return redis;
  }
}
