package dev.serai.bus.redis;

import dev.serai.hub.HubContract;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** With {@code broker: redis}. */
class RedisHubTest extends HubContract {

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
  protected String settings() {
    return "uri: \"${SERAI_REDIS_URI:redis://localhost:6379}\"";
  }

  @Override
  protected Map<String, String> variables() {
    return Map.of("SERAI_REDIS_URI", redis.uri());
  }

  @Override
  protected void breakBroker() {
    redis.kill();
  }

  @Override
  protected void mendBroker() {
    redis.start();
  }
}
