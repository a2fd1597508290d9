package dev.serai.bus.redis;

import dev.serai.cli.DemoContract;
import org.junit.jupiter.api.AfterEach;

class RedisDemoTest extends DemoContract {

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
    return "{ uri: '" + redis.uri() + "' }";
  }
}
