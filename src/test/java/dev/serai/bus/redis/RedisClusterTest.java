package dev.serai.bus.redis;

import static dev.serai.bus.redis.BusUser.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.bus.Publication;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.SlotHash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Cluster of three primaries, the last of which has a replica. */
class RedisClusterTest {

  private static final int PRIMARIES = 3;
  private static final int REPLICA = 3;
  private static final List<RedisProcess> NODES = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    for (int i = 0; i <= REPLICA; i++) {
      NODES.add(
          RedisProcess.bundled(
              "--cluster-enabled",
              "yes",
              "--cluster-config-file",
              "nodes.conf",
              "--cluster-node-timeout",
              "500",
              "--cluster-require-full-coverage",
              "no",
              "--repl-diskless-sync-delay",
              "0"));
    }
    for (int i = 0; i <= REPLICA; i++) {
      long epoch = i + 1L;
      NODES.get(i).ask(commands -> commands.clusterSetConfigEpoch(epoch));
      if (i > 0) {
        int port = NODES.get(i).port();
        NODES.get(0).ask(commands -> commands.clusterMeet("127.0.0.1", port));
      }
      if (i < PRIMARIES) {
        int[] slots =
            IntStream.range(0, SlotHash.SLOT_COUNT)
                .filter(slot -> slot * PRIMARIES / SlotHash.SLOT_COUNT == epoch - 1)
                .toArray();
        NODES.get(i).ask(commands -> commands.clusterAddSlots(slots));
      }
    }
    RedisAclTest.grant(NODES);
    String last = NODES.get(PRIMARIES - 1).ask(RedisCommands::clusterMyId);
    patiently()
        .until(() -> NODES.stream().allMatch(node -> info(node).contains("cluster_known_nodes:4")));
    NODES.get(REPLICA).ask(commands -> commands.clusterReplicate(last));
    patiently()
        .until(
            () ->
                NODES.stream().allMatch(node -> info(node).contains("cluster_state:ok"))
                    && follows(NODES.get(REPLICA)));
  }

  private static boolean follows(RedisProcess node) {
    return node.ask(commands -> commands.info("replication")).contains("master_link_status:up");
  }

  private static String info(RedisProcess node) {
    return node.ask(RedisCommands::clusterInfo);
  }

  @AfterAll
  static void stop() {
    NODES.forEach(RedisProcess::thaw);
    NODES.forEach(RedisProcess::close);
  }

  /** With a user that has the rights in the guide. */
  private static Map<String, Object> settings() {
    return Map.of(
        "uri",
        NODES.stream()
            .limit(2)
            .map(node -> "localhost:" + node.port())
            .collect(Collectors.joining(",", "redis://", "")),
        "cluster",
        "true",
        "username",
        "serai",
        "password",
        "password",
        "timeout",
        "2s");
  }

  private static BusUser user() {
    return new BusUser(settings());
  }

  /** A channel on that node. */
  private static String channelOn(int node, String name) {
    return Stream.iterate(0, i -> i + 1)
        .map(i -> name + i)
        .filter(channel -> slot(channel) * PRIMARIES / SlotHash.SLOT_COUNT == node)
        .findFirst()
        .orElseThrow();
  }

  private static int slot(String channel) {
    return SlotHash.getSlot(ChannelKeys.channel("serai", channel));
  }

  @Test
  void channels_on_all_nodes_are_served_in_order_trimmed_and_their_groups_removed() {
    try (BusUser user = user()) {
      assertThat(user.check()).startsWith("Redis at localhost:" + NODES.get(0).port() + ",");
      for (int node = 0; node < PRIMARIES; node++) {
        String channel = channelOn(node, "served");
        user.serve(channel);
      }
    }
    try (BusUser user = user()) {
      for (int node = 0; node < PRIMARIES; node++) {
        String channel = channelOn(node, "served");
        List<String> published = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          String id = Integer.toString(i);
          published.add(id);
          assertThat(
                  user.publish(
                      new Publication(
                          channel,
                          List.of(BusUser.event(id, "a"), BusUser.event("b" + id, "b")),
                          i % 2 == 0)))
              .isEmpty();
        }
        assertThat(user.lag(channel)).isEqualTo(200);
        BusUser.Group group = user.serve(channel);
        patiently().until(() -> group.ids().size() == 200 && user.lag(channel) == 0);
        assertThat(group.ids("a")).isEqualTo(published);
        assertThat(user.binding().groups(channel)).containsExactly("group");
        assertThat(trimmed(channel)).isBetween(198L, 199L);
      }
    }
    try (BusUser user = user()) {
      for (int node = 0; node < PRIMARIES; node++) {
        String channel = channelOn(node, "served");
        patiently()
            .until(() -> user.binding().removeGroup(channel, "group").toCompletableFuture().get());
        assertThat(user.binding().groups(channel)).isEmpty();
      }
    }
  }

  private static long trimmed(String channel) {
    ChannelKeys keys = new ChannelKeys("serai", channel, 8);
    Link link = new Link(RedisBindingConfig.of(settings()));
    try {
      return link.publishing()
          .thenCompose(
              redis ->
                  Script.TRIM.number(
                      redis, keys.before(keys.channelKey()), Words.utf8(0), Words.utf8("=")))
          .toCompletableFuture()
          .join();
    } finally {
      link.close();
    }
  }

  @Test
  void a_slot_that_moves_to_another_node_takes_its_channel_along() {
    String channel = channelOn(0, "moved");
    int slot = slot(channel);
    RedisProcess from = NODES.get(0);
    RedisProcess to = NODES.get(1);
    String source = from.ask(RedisCommands::clusterMyId);
    String target = to.ask(RedisCommands::clusterMyId);
    try (BusUser user = user()) {
      BusUser.Group group = user.serve(channel);
      List<String> stored = new ArrayList<>();
      publish(user, channel, stored, "before");

      to.ask(commands -> commands.clusterSetSlotImporting(slot, source));
      from.ask(commands -> commands.clusterSetSlotMigrating(slot, target));
      String told = user.publish(channel, "between");
      assertThat(told)
          .contains("the Cluster moves the channel's slot to another node")
          .hasLineCount(1);
      for (String key : from.ask(commands -> commands.clusterGetKeysInSlot(slot, 1_000))) {
        from.ask(commands -> commands.migrate("127.0.0.1", to.port(), key, 0, 5_000));
      }
      for (RedisProcess node : List.of(to, from, NODES.get(2))) {
        node.ask(commands -> commands.clusterSetSlotNode(slot, target));
      }

      user.publishUntilStored(channel, "between");
      stored.add("between");
      publish(user, channel, stored, "after");
      patiently().until(() -> group.ids("key").size() == stored.size() && user.lag(channel) == 0);
      assertThat(group.ids("key")).isEqualTo(stored);
    }
  }

  @Test
  void a_node_that_is_killed_holds_up_its_own_channels_only_until_it_is_back() throws IOException {
    String held = channelOn(1, "held");
    String free = channelOn(0, "free");
    try (BusUser user = user()) {
      BusUser.Group group = user.serve(held);
      BusUser.Group other = user.serve(free);
      List<String> stored = new ArrayList<>();
      publish(user, held, stored, "before");

      NODES.get(1).kill();
      patiently()
          .untilAsserted(
              () ->
                  assertThat(user.publish(held, "meanwhile"))
                      .containsAnyOf("nothing answers there: is Redis running?", "CLUSTER NODES")
                      .hasLineCount(1));
      assertThat(user.publish(free, "free")).isEmpty();
      patiently().until(() -> other.ids().equals(List.of("free")) && !group.troubles().isEmpty());
      NODES.get(1).start();
      RedisAclTest.grant(List.of(NODES.get(1)));

      user.publishUntilStored(held, "meanwhile");
      stored.add("meanwhile");
      publish(user, held, stored, "after");
      patiently().until(() -> group.recovered() > 0 && user.lag(held) == 0);
      assertThat(group.ids("key")).isEqualTo(stored);
    }
  }

  @Test
  void a_node_that_fell_silent_is_followed_by_its_replica() {
    String channel = channelOn(2, "silent");
    try (BusUser user = user()) {
      user.serve(channelOn(0, "well"));
      BusUser.Group group = user.serve(channel);
      List<String> stored = new ArrayList<>();
      publish(user, channel, stored, "before");
      NODES.get(2).ask(commands -> commands.waitForReplication(1, 5_000));

      NODES.get(2).freeze();
      user.publishUntilStored(channel, "after the silence");
      stored.add("after the silence");
      patiently().until(() -> user.lag(channel) == 0);
      assertThat(group.ids("key")).containsAll(stored);
    } finally {
      NODES.get(2).thaw();
      patiently().until(() -> follows(NODES.get(2)));
    }
  }

  @Test
  void a_cluster_that_is_not_told_of_and_one_that_is_none_are_refused_with_the_way_out() {
    try (BusUser user = new BusUser(Map.of("uri", NODES.get(0).uri()))) {
      String told = "it is a Cluster: set brokers.redis.cluster to true";
      assertThat(user.check()).contains(told).hasLineCount(1);
      assertThat(user.publish(channelOn(1, "lost"), "1")).contains(told).hasLineCount(1);
    }
    try (RedisProcess single = RedisProcess.bundled();
        BusUser user = new BusUser(Map.of("uri", single.uri(), "cluster", "true"))) {
      String told = "it is no Cluster: set brokers.redis.cluster to false";
      assertThat(user.check()).contains(told).hasLineCount(1);
      assertThat(user.publish("orders", "1")).contains(told).hasLineCount(1);
    }
  }

  private static void publish(BusUser user, String channel, List<String> stored, String name) {
    for (int i = 0; i < 50; i++) {
      String id = name + "-" + i;
      assertThat(user.publish(channel, id)).isEmpty();
      stored.add(id);
    }
  }
}
