package dev.serai.bus.kafka;

import dev.serai.bus.Binding;
import dev.serai.bus.BindingContext;
import dev.serai.bus.BindingProvider;
import dev.serai.bus.Profile;
import java.util.HashMap;
import java.util.Map;

/** The bus on Kafka: {@code broker: kafka}. */
public final class KafkaBindingProvider implements BindingProvider {

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public Binding open(Map<String, Object> settings, BindingContext context) {
    return new KafkaBinding(KafkaBindingConfig.of(settings));
  }

  @Override
  public Profile profile(Map<String, Object> settings) {
    return new KafkaProfile(KafkaBindingConfig.of(settings));
  }

  /** What the user's rights may hang on stays in front. */
  @Override
  public Map<String, Object> apart(Map<String, Object> settings, String name) {
    Map<String, Object> apart = new HashMap<>(settings);
    apart.put("topicPrefix", settings.getOrDefault("topicPrefix", "") + name + ".");
    apart.put("groupPrefix", settings.getOrDefault("groupPrefix", "serai") + "-" + name);
    return Map.copyOf(apart);
  }
}
