package dev.serai.bus.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.bus.Binding;
import dev.serai.bus.BusBusyException;
import dev.serai.bus.Delivery;
import dev.serai.bus.FaultsContract;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Publication;
import dev.serai.bus.Subscription;
import dev.serai.conformance.Member;
import dev.serai.event.HubEvent;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when Redis, its memory, its data or the way to it fail. */
class RedisFaultsTest extends FaultsContract {

  private static final Duration DEADLINE = Duration.ofSeconds(1);

  private final RedisProcess redis = RedisProcess.bundled();

  @Override
  protected void removeBroker() {
    redis.close();
  }

  @Override
  protected Binding openBinding() {
    return open(Map.of());
  }

  @Override
  protected void killBroker() {
    redis.kill();
  }

  @Override
  protected void startBroker() {
    redis.start();
  }

  @Override
  protected void cutConnections() {
    redis.ask(commands -> commands.clientKill(io.lettuce.core.KillArgs.Builder.typeNormal()));
  }

  @Override
  protected void publishNoEvent() {
    redis.ask(commands -> commands.xadd(shards() + "0", Map.of("hello", "world")));
  }

  @Override
  protected void findNoEvent() {
    Map<String, String> aside =
        redis.ask(
            commands ->
                commands
                    .xrange(shards() + "unreadable", io.lettuce.core.Range.<String>unbounded())
                    .get(0)
                    .getBody());
    assertThat(aside).containsEntry("hello", "world").containsKey("serai-reason");
  }

  @Override
  protected String address() {
    return "Redis at localhost:";
  }

  @Override
  protected Duration deadline() {
    return DEADLINE;
  }

  @Test
  void a_full_redis_refuses_as_busy_drains_and_then_takes_events_again() {
    Binding binding = binding(Map.of("keep", "1d"));
    GroupSpec group = group(true);
    create(binding, group);
    byte[] data = new byte[100_000];
    for (int i = 0; i < 50; i++) {
      publish(binding, HubEvent.builder().id("" + i).source("/s").type("t").data(data).build());
    }
    redis.ask(commands -> commands.configSet("maxmemory", "4mb"));

    assertThatThrownBy(() -> publish(binding, event("more", "k")))
        .hasCauseInstanceOf(BusBusyException.class)
        .hasMessageContaining("its memory is full: raise maxmemory");

    try (Member member = Member.of(binding, group, 100)) {
      await().until(() -> member.ids().size() == 50);
      member.ackAll();
      publishUntilTaken(binding, event("more", "k"));
      await().until(() -> member.ids().contains("more"));
    }
  }

  @Test
  void nothing_that_a_group_has_not_settled_is_ever_trimmed() {
    Binding binding = binding(Map.of("keep", "0s"));
    GroupSpec group = group(false);
    GroupSpec slow = new GroupSpec(channel, "slow", GroupSpec.From.EARLIEST, false, DEADLINE);
    create(binding, group);
    create(binding, slow);
    for (int i = 0; i < 500; i++) {
      publish(binding, event(Integer.toString(i), "k"));
    }
    try (Member member = Member.of(binding, group, 1_000);
        Member behind = Member.of(binding, slow, 100)) {
      await().until(() -> member.ids().size() == 500 && behind.ids().size() == 100);
      member.ackAll();
      behind.deliveries().stream().skip(1).forEach(Delivery::ack);
      trim("=");
      assertThat(length()).isEqualTo(500);

      behind.deliveries().get(0).ack();
      await().until(() -> binding.lag(channel, "slow").events().orElse(0) == 400);
      trim("=");
      assertThat(length()).isBetween(400L, 401L);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void what_was_read_when_a_connection_broke_comes_again_within_the_deadline(boolean ordered) {
    Binding binding = binding(Map.of());
    create(binding, group(ordered));
    List<CompletableFuture<?>> published = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      CloudEvent event = event(Integer.toString(i), "k" + i % 50);
      published.add(binding.publish(Publication.of(channel, event)).toCompletableFuture());
    }
    published.forEach(CompletableFuture::join);
    Set<String> taken = ConcurrentHashMap.newKeySet();
    AtomicReference<Subscription> subscription = new AtomicReference<>();
    subscription.set(
        binding.subscribe(
            group(ordered),
            deliveries -> {
              deliveries.forEach(delivery -> taken.add(delivery.event().getId()));
              deliveries.forEach(Delivery::ack);
              subscription.get().request(deliveries.size());
            }));
    subscription.get().request(20);

    for (int i = 1; i <= 5; i++) {
      int some = i * 500;
      await().pollInterval(Duration.ofMillis(1)).until(() -> taken.size() > some);
      cutConnections();
    }
    await().atMost(DEADLINE.plusSeconds(10)).until(() -> taken.size() == 4_000);
    subscription.get().close();
  }

  @Test
  void what_a_silent_member_had_goes_to_another_within_the_deadline_and_a_slow_one_keeps_its_own() {
    Binding silent = binding(Map.of());
    Binding other = binding(Map.of());
    GroupSpec group = group(false);
    create(silent, group);
    for (int i = 0; i < 20; i++) {
      publish(other, event(Integer.toString(i), "k"));
    }
    Member slow = Member.of(silent, group, 20);
    await().until(() -> slow.ids().size() == 20);
    try (Member next = Member.of(other, group, 100)) {
      await().during(DEADLINE.multipliedBy(2)).until(() -> next.ids().isEmpty());

      forget("member:");

      await().atMost(DEADLINE.plusSeconds(3)).until(() -> next.ids().size() == 20);
      await().until(() -> slow.deliveries().stream().noneMatch(Delivery::begin));
    }
  }

  @Test
  void a_member_that_lost_its_shards_begins_nothing_more_and_order_is_kept() {
    Binding first = binding(Map.of());
    Binding second = binding(Map.of());
    GroupSpec group = group(true);
    create(first, group);
    Map<String, List<String>> published = new HashMap<>();
    for (int i = 0; i < 100; i++) {
      String key = "k" + i % 5;
      published.computeIfAbsent(key, k -> new ArrayList<>()).add(Integer.toString(i));
      publish(first, event(Integer.toString(i), key));
    }
    Member stopped = Member.of(first, group, 1_000);
    await().until(() -> stopped.ids().size() == 100);
    List<Delivery> running = stopped.deliveries().stream().limit(3).toList();
    assertThat(running).allSatisfy(delivery -> assertThat(delivery.begin()).isTrue());

    try (Member next = Member.of(second, group, 1_000)) {
      redis.ask(commands -> commands.del(shards() + "group:group"));
      // Those it had: what it gets when it joins again, it may begin.
      await()
          .until(() -> stopped.deliveries().stream().limit(100).skip(3).noneMatch(Delivery::begin));
      running.forEach(Delivery::ack);

      await()
          .until(
              () -> {
                Set<String> again = ConcurrentHashMap.newKeySet();
                again.addAll(next.ids());
                stopped.deliveries().stream()
                    .skip(100)
                    .forEach(delivery -> again.add(delivery.event().getId()));
                return again.size() >= 97;
              });
      Map<String, List<String>> got = new HashMap<>();
      next.deliveries().forEach(delivery -> note(got, delivery));
      stopped.deliveries().stream().skip(100).forEach(delivery -> note(got, delivery));
      got.forEach(
          (key, ids) ->
              assertThat(ids)
                  .isEqualTo(
                      published
                          .get(key)
                          .subList(
                              published.get(key).size() - ids.size(), published.get(key).size())));
    }
    stopped.close();
  }

  @Test
  void shards_are_shared_by_the_members_of_an_ordered_group() {
    Binding first = binding(Map.of());
    Binding second = binding(Map.of());
    GroupSpec group = group(true);
    create(first, group);
    try (Member one = Member.of(first, group, 10_000)) {
      await().until(() -> owners().values().stream().distinct().count() == 1);
      try (Member two = Member.of(second, group, 10_000)) {
        await().until(() -> owners().values().stream().distinct().count() == 2);
        for (int i = 0; i < 200; i++) {
          publish(first, event(Integer.toString(i), "key-" + i));
        }
        await().until(() -> one.ids().size() + two.ids().size() == 200);
        assertThat(one.ids()).isNotEmpty();
        assertThat(two.ids()).isNotEmpty();
        one.ackAll();
        two.ackAll();
      }
      await().until(() -> owners().size() == 8);
    }
  }

  @Test
  void a_group_that_is_lost_goes_on_where_it_was() {
    Binding binding = binding(Map.of());
    GroupSpec group = group(false);
    create(binding, group);
    try (Member member = Member.of(binding, group, 1_000)) {
      publish(binding, event("1", "k"));
      await().until(() -> member.ids().size() == 1);
      member.ackAll();
      await().until(() -> binding.lag(channel, "group").events().orElse(-1) == 0);
      for (int i = 0; i < 8; i++) {
        String stream = shards() + i;
        redis.ask(commands -> commands.xgroupDestroy(stream, "group"));
      }
      publish(binding, event("2", "k"));

      await().until(() -> member.ids().contains("2"));
      assertThat(member.ids()).containsExactly("1", "2");
    }
  }

  @Test
  void a_wrong_password_and_an_unknown_host_are_told_with_the_way_out() {
    redis.ask(commands -> commands.configSet("requirepass", "right"));

    assertThat(binding(Map.of("password", "wrong")).check().detail())
        .startsWith("Redis at localhost:" + redis.port() + ": ")
        .contains("check username and password in brokers.redis");
    assertThat(binding(Map.of()).check().detail()).contains("set brokers.redis.password");
    assertThat(binding(Map.of("password", "right")).check().ok()).isTrue();
    assertThat(binding(Map.of("uri", "redis://no-such-host.invalid:1")).check().detail())
        .contains("the host is unknown: check brokers.redis.uri");
    assertThat(binding(Map.of("uri", "redis://localhost:1")).check().detail())
        .contains("nothing answers there: is Redis running?");
  }

  @Test
  void a_redis_that_may_throw_events_away_is_not_fit_to_be_used() {
    redis.ask(commands -> commands.configSet("maxmemory", "100mb"));
    redis.ask(commands -> commands.configSet("maxmemory-policy", "allkeys-lru"));

    assertThat(binding(Map.of()).check())
        .satisfies(
            check -> {
              assertThat(check.ok()).isFalse();
              assertThat(check.detail()).contains("set it to noeviction");
            });
  }

  @Test
  void a_hub_that_is_started_again_waits_for_no_lease_of_its_dead_self() {
    startsAgain("loose", false);
    startsAgain("ordered", true);
  }

  private void startsAgain(String name, boolean ordered) {
    RedisBindingConfig config = RedisBindingConfig.of(Map.of("uri", redis.uri()));
    GroupSpec group =
        new GroupSpec(channel, name, GroupSpec.From.LATEST, ordered, Duration.ofMinutes(5));
    Binding dead = closing(new RedisBinding(config, Optional.of("0a")));
    create(dead, group);
    publish(dead, event("1", "k"));
    publish(dead, event("2", "l"));
    Member left = Member.of(dead, group, 10);
    await().until(() -> left.ids().size() == 2);
    String before = members(name).iterator().next();
    Binding other = closing(new RedisBinding(config, Optional.of("0b")));
    try (Member stranger = Member.of(other, group, 10)) {
      await().until(() -> members(name).size() == 2);
      assertThat(members(name)).contains(before);
      assertThat(stranger.ids()).isEmpty();
    }

    Binding again = closing(new RedisBinding(config, Optional.of("0a")));
    try (Member member = Member.of(again, group, 10)) {
      await().until(() -> member.ids().containsAll(List.of("1", "2")));
      assertThat(members(name)).doesNotContain(before);
    }
  }

  private Set<String> members(String group) {
    return redis.ask(commands -> commands.hkeys(shards() + "group:" + group)).stream()
        .filter(field -> field.startsWith("member:"))
        .collect(java.util.stream.Collectors.toSet());
  }

  private Binding binding(Map<String, Object> settings) {
    return closing(open(settings));
  }

  private Binding open(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(Map.of("uri", redis.uri()));
    all.putAll(settings);
    return new RedisBinding(RedisBindingConfig.of(all), Optional.empty());
  }

  /** How the keys of the channel begin. */
  private String shards() {
    return "serai:{" + channel + "}:";
  }

  private static void note(Map<String, List<String>> got, Delivery delivery) {
    String key = String.valueOf(delivery.event().getExtension("partitionkey"));
    got.computeIfAbsent(key, k -> new ArrayList<>()).add(delivery.event().getId());
  }

  private void trim(String how) {
    ChannelKeys keys = new ChannelKeys("serai", channel, 8);
    Link link = new Link(RedisBindingConfig.of(Map.of("uri", redis.uri())));
    try {
      Script.TRIM
          .number(
              link.publishing().toCompletableFuture().join(),
              keys.before(keys.channelKey()),
              Words.utf8(0),
              Words.utf8(how))
          .toCompletableFuture()
          .join();
    } finally {
      link.close();
    }
  }

  private long length() {
    return redis.ask(
        commands -> {
          long all = 0;
          for (int i = 0; i < 8; i++) {
            all += commands.xlen(shards() + i);
          }
          return all;
        });
  }

  /** Which member has which shard. */
  private Map<String, String> owners() {
    Map<String, String> owners =
        new HashMap<>(redis.ask(commands -> commands.hgetall(shards() + "group:group")));
    owners.keySet().removeIf(field -> !field.startsWith("shard:"));
    return owners;
  }

  /** Takes the leases of the oldest members, as time does when they are silent. */
  private void forget(String what) {
    redis.ask(
        commands -> {
          String oldest =
              commands.xinfoConsumers(shards() + shard(), "group").stream()
                  .map(row -> (String) ((List<?>) row).get(1))
                  .findFirst()
                  .orElseThrow();
          return commands.hdel(shards() + "group:group", what + oldest);
        });
  }

  private int shard() {
    return new ChannelKeys("serai", channel, 8).shardOf(HubEvent.copyOf(event("1", "k")));
  }
}
