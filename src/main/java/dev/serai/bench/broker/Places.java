package dev.serai.bench.broker;

import dev.serai.bus.Binding;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.GroupSpec.From;
import dev.serai.delivery.SystemScheduler;
import dev.serai.hub.Bindings;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Channels with groups, made and forgotten through the hub's own binding. Blocks. */
final class Places implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final int PATIENCE_SECONDS = 30;

  private final SystemScheduler scheduler = new SystemScheduler();
  private final Binding binding;
  private final Set<String> channels = new LinkedHashSet<>();

  Places(String broker, Map<String, Object> settings) {
    binding = Bindings.open(broker, settings, scheduler, Map.of());
  }

  /** One that a hub makes; its groups are cleaned away, too. */
  void know(String channel) {
    channels.add(channel);
  }

  void make(String channel, String group) throws Exception {
    channels.add(channel);
    binding
        .createGroup(new GroupSpec(channel, group, From.LATEST, false, DEADLINE))
        .toCompletableFuture()
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Forgets the groups of every channel, also those that others have made. */
  void clean() throws Exception {
    for (String channel : channels) {
      for (String group : binding.groups(channel)) {
        binding
            .removeGroup(channel, group)
            .toCompletableFuture()
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    }
    channels.clear();
  }

  @Override
  public void close() {
    binding.close();
    scheduler.close();
  }
}
