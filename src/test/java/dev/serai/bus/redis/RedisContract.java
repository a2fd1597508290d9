package dev.serai.bus.redis;

import dev.serai.bus.Binding;
import dev.serai.bus.BindingContext;
import dev.serai.conformance.BindingContract;
import dev.serai.conformance.TestHub;
import dev.serai.event.HubEvent;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What every version of Redis must keep: every promise, without a deviation. */
abstract class RedisContract extends BindingContract {

  abstract RedisProcess redis();

  @Override
  protected Binding openBinding(BindingContext hub) {
    return new RedisBindingProvider().open(Map.of("uri", redis().uri()), hub);
  }

  @Override
  protected void breakBroker() {
    redis().ask(commands -> commands.configSet("maxmemory", "1"));
  }

  @Override
  protected void mendBroker() {
    redis().ask(commands -> commands.configSet("maxmemory", "0"));
  }

  /** Redis has its own clock, so the entries get the ids that they would have had. */
  @Override
  protected void publishedAgo(TestHub hub, Duration ago, CloudEvent... events) {
    ChannelKeys keys = new ChannelKeys("serai", channel, 8);
    redis()
        .ask(
            commands -> {
              long then = Long.parseLong(commands.time().get(0)) * 1_000 - ago.toMillis();
              for (int i = 0; i < events.length; i++) {
                HubEvent event = HubEvent.copyOf(events[i]);
                List<String> words =
                    EventFields.write(event).stream().map(Words::text).collect(Collectors.toList());
                commands.xadd(
                    keys.shard(keys.shardOf(event)),
                    new io.lettuce.core.XAddArgs().id(then + i + "-0"),
                    words.toArray());
              }
              return null;
            });
  }
}
