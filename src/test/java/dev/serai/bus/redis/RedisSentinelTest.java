package dev.serai.bus.redis;

import static dev.serai.bus.redis.BusUser.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A primary with replicas under a Sentinel: what a hub does when the primary is lost. */
class RedisSentinelTest {

  private static final String CHANNEL = "orders";
  private static final List<RedisProcess> NODES = new ArrayList<>();
  private static RedisProcess sentinel;

  @BeforeAll
  static void start() {
    NODES.add(RedisProcess.bundled("--repl-diskless-sync-delay", "0"));
    for (int i = 0; i < 2; i++) {
      NODES.add(
          RedisProcess.bundled(
              "--repl-diskless-sync-delay",
              "0",
              "--replicaof",
              "127.0.0.1",
              Integer.toString(NODES.get(0).port())));
    }
    patiently().until(() -> NODES.stream().skip(1).allMatch(RedisSentinelTest::follows));
    sentinel = RedisProcess.sentinel(NODES.get(0));
    patiently()
        .until(() -> sentinel.ask(commands -> commands.info("sentinel")).contains("slaves=2"));
  }

  private static boolean follows(RedisProcess node) {
    return node.ask(commands -> commands.info("replication")).contains("master_link_status:up");
  }

  private static boolean leads(RedisProcess node) {
    return node.ask(commands -> commands.info("replication")).contains("role:master");
  }

  @AfterAll
  static void stop() {
    NODES.forEach(RedisProcess::thaw);
    NODES.forEach(RedisProcess::close);
    sentinel.close();
  }

  private static String uri(int port, String name) {
    return "redis-sentinel://localhost:%d/0#%s".formatted(port, name);
  }

  @Test
  void a_primary_that_was_killed_and_one_that_fell_silent_are_followed_by_another() {
    try (BusUser user = new BusUser(Map.of("uri", uri(sentinel.port(), "main"), "timeout", "2s"))) {
      BusUser.Group group = user.serve(CHANNEL);
      assertThat(user.check()).startsWith("Redis at localhost:" + sentinel.port() + ", version ");
      Set<String> confirmed = new TreeSet<>();
      publish(user, confirmed, "first", 300);
      List<RedisProcess> left = new ArrayList<>(NODES);
      RedisProcess primary = left.remove(0);
      // What a replica has not got yet may be lost; how a hub goes on with what it has is tested.
      primary.ask(commands -> commands.waitForReplication(2, 5_000));

      primary.kill();
      user.publishUntilStored(CHANNEL, "after the kill");
      publish(user, confirmed, "second", 300);
      patiently().until(() -> user.lag(CHANNEL) == 0 && group.recovered() == 1);
      assertThat(group.ids()).containsAll(confirmed).contains("after the kill");

      RedisProcess second =
          left.stream().filter(RedisSentinelTest::leads).findFirst().orElseThrow();
      left.remove(second);
      patiently().until(() -> follows(left.get(0)));
      second.ask(commands -> commands.waitForReplication(1, 5_000));
      second.freeze();
      user.publishUntilStored(CHANNEL, "after the silence");
      publish(user, confirmed, "third", 300);
      patiently().until(() -> user.lag(CHANNEL) == 0);
      assertThat(group.ids()).containsAll(confirmed).contains("after the silence");
      assertThat(stored(left.get(0))).isSubsetOf(group.ids());
    }
  }

  @Test
  void a_sentinel_that_is_away_or_does_not_know_the_name_is_told_with_the_way_out() {
    try (BusUser user = new BusUser(Map.of("uri", uri(1, "main"), "timeout", "2s"))) {
      assertThat(user.check())
          .contains("nothing answers there: is Redis running? (", "localhost")
          .hasLineCount(1);
    }
    try (BusUser user = new BusUser(Map.of("uri", uri(sentinel.port(), "mian"), "timeout", "2s"))) {
      String told = "the Sentinels know no primary of that name: check what follows # in";
      assertThat(user.check()).contains(told, "mian").hasLineCount(1);
      assertThat(user.publish(CHANNEL, "1")).contains(told, "mian").hasLineCount(1);
    }
  }

  private static void publish(BusUser user, Set<String> confirmed, String name, int count) {
    for (int i = 0; i < count; i++) {
      String id = name + "-" + i;
      if (user.publish(CHANNEL, id).isEmpty()) {
        confirmed.add(id);
      }
    }
    assertThat(confirmed).contains(name + "-" + (count - 1));
  }

  /** Ids of all events that are there. */
  private static Set<String> stored(RedisProcess node) {
    return node.ask(
        commands -> {
          Set<String> ids = new TreeSet<>();
          for (int i = 0; i < 8; i++) {
            commands
                .xrange("serai:{orders}:" + i, Range.<String>unbounded())
                .forEach(entry -> ids.add(entry.getBody().get("ce_id")));
          }
          return ids;
        });
  }
}
