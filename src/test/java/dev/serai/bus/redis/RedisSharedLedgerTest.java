package dev.serai.bus.redis;

import dev.serai.delivery.SharedLedgerContract;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** On Redis, where a shard belongs to one hub at a time. */
class RedisSharedLedgerTest extends SharedLedgerContract {

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
}
