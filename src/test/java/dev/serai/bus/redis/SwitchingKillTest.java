package dev.serai.bus.redis;

import dev.serai.delivery.KillContract;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/**
 * Hubs that are killed before and in the middle of a switch from the embedded bus to Redis. The
 * first one leaves much on the old broker, and the later ones need not live long enough for it.
 */
class SwitchingKillTest extends KillContract {

  private static final int BEFORE = 1;

  private final RedisProcess redis = RedisProcess.bundled();

  @AfterEach
  void stop() {
    redis.close();
  }

  @Override
  protected String broker() {
    return "redis,embedded";
  }

  @Override
  protected String broker(int life) {
    return life < BEFORE ? "embedded" : broker();
  }

  @Override
  protected int kills() {
    return 4;
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of("uri", redis.uri());
  }

  @Override
  protected Duration ackDeadline() {
    return Duration.ofMillis(600);
  }

  @Override
  protected int longestLifeMillis() {
    return 400;
  }
}
