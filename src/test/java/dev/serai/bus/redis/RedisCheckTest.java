package dev.serai.bus.redis;

import static dev.serai.bus.redis.BusUser.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code serai check} tells of a Redis that answers. */
class RedisCheckTest {

  private final RedisProcess redis = RedisProcess.bundled();
  private final BusUser user = new BusUser(Map.of("uri", redis.uri()));

  @AfterEach
  void close() {
    user.close();
    redis.close();
  }

  @Test
  void a_full_memory_is_told_until_there_is_room_again() {
    BusUser.Group group = user.serve("orders");
    redis.ask(commands -> commands.configSet("maxmemory", "1"));

    assertThat(user.check())
        .startsWith("Redis at localhost:" + redis.port() + ": its memory is full: raise maxmemory")
        .hasLineCount(1);
    assertThat(user.publish("orders", "1")).contains("its memory is full").hasLineCount(1);

    redis.ask(commands -> commands.configSet("maxmemory", "0"));
    assertThat(user.check()).contains(", version ");
    assertThat(user.publish("orders", "1")).isEmpty();
    patiently().until(() -> group.ids().size() == 1);
  }

  @Test
  void a_primary_without_the_replicas_it_wants_refuses_and_tells_so() {
    redis.ask(commands -> commands.configSet("min-replicas-to-write", "1"));

    String told = "too few replicas follow it: see why they are away, and min-replicas-to-write";
    assertThat(user.check()).contains(told).hasLineCount(1);
    assertThat(user.publish("orders", "1")).contains(told).hasLineCount(1);

    redis.ask(commands -> commands.configSet("min-replicas-to-write", "0"));
    assertThat(user.publish("orders", "1")).isEmpty();
  }

  @Test
  void a_server_that_writes_nothing_to_its_disk_is_fit_for_use_but_told() {
    assertThat(user.check()).endsWith(", version " + version());

    redis.ask(commands -> commands.configSet("appendonly", "no"));
    assertThat(user.binding().check().ok()).isTrue();
    assertThat(user.check())
        .endsWith("; appendonly is off: a crash of Redis loses what it has accepted");
  }

  @Test
  void it_leaves_nothing_behind_but_a_key_that_expires() {
    assertThat(user.binding().check().ok()).isTrue();

    List<String> keys = redis.ask(commands -> commands.keys("*"));
    assertThat(keys).containsExactly("serai:check");
    long left = redis.ask(commands -> commands.pttl("serai:check"));
    assertThat(left).isPositive();
  }

  private String version() {
    return redis
        .ask(commands -> commands.info("server"))
        .lines()
        .filter(line -> line.startsWith("redis_version:"))
        .map(line -> line.substring("redis_version:".length()).strip())
        .findFirst()
        .orElseThrow();
  }
}
