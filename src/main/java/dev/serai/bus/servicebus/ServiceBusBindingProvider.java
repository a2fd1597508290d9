package dev.serai.bus.servicebus;

import dev.serai.bus.Binding;
import dev.serai.bus.BindingContext;
import dev.serai.bus.BindingProvider;
import dev.serai.bus.Profile;
import java.util.HashMap;
import java.util.Map;

/** The bus on Azure Service Bus: {@code broker: servicebus}. */
public final class ServiceBusBindingProvider implements BindingProvider {

  @Override
  public String name() {
    return "servicebus";
  }

  @Override
  public Binding open(Map<String, Object> settings, BindingContext context) {
    return new ServiceBusBinding(ServiceBusBindingConfig.of(settings));
  }

  @Override
  public Profile profile(Map<String, Object> settings) {
    return new ServiceBusProfile(ServiceBusBindingConfig.of(settings));
  }

  @Override
  public Map<String, Object> apart(Map<String, Object> settings, String name) {
    Map<String, Object> apart = new HashMap<>(settings);
    apart.put("prefix", settings.getOrDefault("prefix", "") + name + ".");
    return Map.copyOf(apart);
  }
}
