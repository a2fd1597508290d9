package dev.serai.hub;

import dev.serai.bus.Binding;
import dev.serai.bus.BindingContext;
import dev.serai.bus.BindingProvider;
import dev.serai.bus.Profile;
import dev.serai.bus.Scheduler;
import dev.serai.config.HubConfig;
import dev.serai.delivery.DrainingBus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** The bindings that are on the class path. */
public final class Bindings {

  /** The binding whose events lie in the hub's own ledger. */
  static final String ON_THE_LEDGER = "embedded";

  private Bindings() {}

  /** The words that may stand as {@code broker:}. */
  public static Set<String> names() {
    return providers().keySet();
  }

  /** Opens the binding of that name, without I/O. */
  public static Binding open(
      String broker,
      Map<String, Object> settings,
      Scheduler scheduler,
      Map<Class<?>, Object> services) {
    return open(broker, settings, new Lent(scheduler, services, Optional.empty()));
  }

  private static Binding open(String broker, Map<String, Object> settings, Lent lent) {
    return provider(broker).open(settings, lent);
  }

  /**
   * Opens what the configuration says, without I/O: the broker, together with those that are being
   * left. Throws {@link HubException} for settings that do not do.
   */
  public static Binding open(
      HubConfig config, Scheduler scheduler, Map<Class<?>, Object> services) {
    return open(config, new Lent(scheduler, services, Optional.empty()));
  }

  /** As above, for a hub with that {@link BindingContext#hub() name}. */
  static Binding open(
      HubConfig config, Scheduler scheduler, Map<Class<?>, Object> services, Optional<String> hub) {
    return open(config, new Lent(scheduler, services, hub));
  }

  private static Binding open(HubConfig config, Lent lent) {
    try {
      return opened(config, lent);
    } catch (IllegalArgumentException e) {
      throw new HubException(e.getMessage(), e);
    }
  }

  private static Binding opened(HubConfig config, Lent lent) {
    Binding current = open(config.broker(), config.brokerSettings(), lent);
    if (config.draining().isEmpty()) {
      return current;
    }
    Map<String, Binding> old = new LinkedHashMap<>();
    try {
      for (String name : config.draining()) {
        old.put(name, open(name, config.brokerSettings(name), lent));
      }
    } catch (RuntimeException e) {
      old.values().forEach(Binding::close);
      current.close();
      throw e;
    }
    return new DrainingBus(current, old);
  }

  /** Tells what the binding of that name would do with these settings, without I/O. */
  public static Profile profile(String broker, Map<String, Object> settings) {
    return provider(broker).profile(settings);
  }

  /** Settings for a bus of its own on the same broker, under this name. */
  public static Map<String, Object> apart(
      String broker, Map<String, Object> settings, String name) {
    return provider(broker).apart(settings, name);
  }

  private static BindingProvider provider(String broker) {
    BindingProvider provider = providers().get(broker);
    if (provider == null) {
      throw new HubException(
          "broker '%s' is not known; write one of %s".formatted(broker, names()), null);
    }
    return provider;
  }

  private static Map<String, BindingProvider> providers() {
    Map<String, BindingProvider> providers = new TreeMap<>();
    ServiceLoader.load(BindingProvider.class).forEach(each -> providers.put(each.name(), each));
    return providers;
  }

  private record Lent(Scheduler scheduler, Map<Class<?>, Object> services, Optional<String> hub)
      implements BindingContext {

    @Override
    public <T> T service(Class<T> type) {
      Object service = services.get(type);
      if (service == null) {
        throw new IllegalStateException("the hub has no " + type.getSimpleName() + " to lend");
      }
      return type.cast(service);
    }
  }
}
