package dev.serai.bus.redis;

import dev.serai.delivery.KillContract;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** On Redis, where a dead hub is known by a lease that has ended. */
class RedisKillTest extends KillContract {

  private final RedisProcess redis = RedisProcess.bundled();

  @AfterEach
  void stop() {
    redis.close();
  }

  @Override
  protected String broker() {
    return "redis";
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of("uri", redis.uri());
  }

  @Override
  protected Duration ackDeadline() {
    return Duration.ofMillis(600);
  }
}
