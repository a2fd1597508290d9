package dev.serai.hub;

import dev.serai.bus.Binding;
import dev.serai.bus.BindingContext;
import dev.serai.bus.BindingProvider;
import dev.serai.bus.Profile;
import dev.serai.bus.Scheduler;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** The bindings that are on the class path. */
public final class Bindings {

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
    return provider(broker).open(settings, new Lent(scheduler, services));
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

  private record Lent(Scheduler scheduler, Map<Class<?>, Object> services)
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
