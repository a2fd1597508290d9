package dev.serai.bus.redis;

import dev.serai.bus.Binding;
import dev.serai.bus.BindingContext;
import dev.serai.bus.BindingProvider;
import dev.serai.bus.Profile;
import java.util.HashMap;
import java.util.Map;

/** The bus on Redis Streams: {@code broker: redis}. */
public final class RedisBindingProvider implements BindingProvider {

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public Binding open(Map<String, Object> settings, BindingContext context) {
    return new RedisBinding(RedisBindingConfig.of(settings), context.hub());
  }

  @Override
  public Profile profile(Map<String, Object> settings) {
    return new RedisProfile(RedisBindingConfig.of(settings));
  }

  @Override
  public Map<String, Object> apart(Map<String, Object> settings, String name) {
    Map<String, Object> apart = new HashMap<>(settings);
    apart.put("prefix", name);
    return Map.copyOf(apart);
  }
}
