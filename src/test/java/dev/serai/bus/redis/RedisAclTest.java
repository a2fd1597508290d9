package dev.serai.bus.redis;

import static dev.serai.bus.redis.BusUser.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.bus.Publication;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user with the rights that the guide names, and what is told when one of them is missing. */
class RedisAclTest {

  private static RedisProcess redis;

  @BeforeAll
  static void start() {
    redis = RedisProcess.bundled();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @BeforeEach
  void grant() throws IOException {
    redis.ask(RedisCommands::flushall);
    acl(redis, "DELUSER serai");
    acl(redis, rights().get(0));
  }

  /** Makes the user as the guide says for a Cluster. */
  static void grant(List<RedisProcess> nodes) throws IOException {
    for (String line : rights()) {
      nodes.forEach(node -> acl(node, line));
    }
  }

  /** The lines of the guide to Redis that grant rights. */
  private static List<String> rights() throws IOException {
    String command = "ACL SETUSER serai ";
    return Files.readAllLines(Path.of("docs/guide/redis.md")).stream()
        .filter(line -> line.startsWith(command))
        .map(line -> line.substring("ACL ".length()))
        .toList();
  }

  @Test
  void the_rights_in_the_guide_are_enough() {
    try (BusUser user = user("password")) {
      BusUser.Group group = user.serve("orders");

      assertThat(user.check()).startsWith("Redis at localhost:" + redis.port() + ", version ");
      assertThat(user.publish("orders", "1", "2")).isEmpty();
      assertThat(user.publish(Publication.of("orders", BusUser.event("3", "key")))).isEmpty();
      patiently()
          .until(() -> group.ids().equals(List.of("1", "2", "3")) && user.lag("orders") == 0);
      assertThat(group.troubles()).isEmpty();
    }
    try (BusUser user = user("password")) {
      BusUser.Group group = user.serve("orders");
      assertThat(user.publish("orders", "4")).isEmpty();
      patiently().until(() -> group.ids().equals(List.of("4")) && user.lag("orders") == 0);
      assertThat(group.troubles()).isEmpty();
    }
    try (BusUser user = user("password")) {
      patiently()
          .until(() -> user.binding().removeGroup("orders", "group").toCompletableFuture().get());
      assertThat(user.binding().groups("orders")).isEmpty();
    }
  }

  @Test
  void the_user_can_do_no_harm_to_what_others_have() {
    RedisURI uri = RedisURI.create(redis.uri());
    uri.setCredentialsProvider(new StaticCredentialsProvider("serai", "password".toCharArray()));
    RedisClient client = RedisClient.create(uri);
    try {
      RedisCommands<String, String> commands = client.connect().sync();
      assertThatThrownBy(() -> commands.get("other")).hasMessageStartingWith("NOPERM");
      assertThatThrownBy(commands::flushall).hasMessageStartingWith("NOPERM");
      assertThatThrownBy(() -> commands.configGet("*")).hasMessageStartingWith("NOPERM");
      assertThatThrownBy(commands::aclList).hasMessageStartingWith("NOPERM");
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "XADD",
        "XACK",
        "XREAD",
        "XREADGROUP",
        "XCLAIM",
        "XPENDING",
        "XTRIM",
        "XGROUP",
        "HSET",
        "HGETALL",
        "TIME",
        "EVALSHA",
        "SET",
        "INFO"
      })
  void a_missing_right_is_named_by_the_check(String command) {
    acl(redis, "SETUSER serai -" + command.toLowerCase(Locale.ROOT));

    try (BusUser user = user("password")) {
      assertThat(user.check())
          .startsWith("Redis at localhost:")
          .containsIgnoringCase(command)
          .contains("the user may not", "grant it with ACL SETUSER, see the guide to Redis")
          .hasLineCount(1);
    }
  }

  @Test
  void a_publish_without_the_right_fails_with_the_way_out_until_it_is_granted() {
    try (BusUser user = user("password")) {
      assertThat(user.publish("orders", "1")).isEmpty();
      acl(redis, "SETUSER serai -xadd -set");

      assertThat(user.publish(Publication.of("orders", BusUser.event("2", "key"))))
          .contains("the user may not do that: grant it with ACL SETUSER, see the guide to Redis")
          .contains("xadd")
          .hasLineCount(1);
      assertThat(user.publish("orders", "3"))
          .contains("the user may not do that: 'serai check' names the missing rights")
          .hasLineCount(1);

      acl(redis, "SETUSER serai +xadd +set");
      assertThat(user.publish("orders", "2")).isEmpty();
    }
  }

  @Test
  void a_group_that_may_not_settle_tells_and_settles_once_it_may() {
    try (BusUser user = user("password")) {
      BusUser.Group group = user.serve("orders");
      acl(redis, "SETUSER serai -xack");
      assertThat(user.publish("orders", "1")).isEmpty();

      patiently().until(() -> group.troubles().size() == 1);
      assertThat(group.troubles().get(0)).contains("the user may not do that", "xack");
      assertThat(user.lag("orders")).isEqualTo(1);

      acl(redis, "SETUSER serai +xack");
      patiently().until(() -> user.lag("orders") == 0 && group.recovered() == 1);
      assertThat(group.ids()).containsExactly("1");
    }
  }

  @Test
  void keys_beyond_the_prefix_are_refused_with_the_way_out() {
    try (BusUser user =
        new BusUser(
            Map.of(
                "uri", redis.uri(), "username", "serai", "password", "password", "prefix", "x"))) {
      String told = "the user may not do that: grant it with ACL SETUSER, see the guide to Redis";

      assertThat(user.check()).contains(told).contains("keys").hasLineCount(1);
      assertThat(user.publish("orders", "1")).contains(told).contains("keys").hasLineCount(1);
    }
  }

  @Test
  void a_password_that_is_changed_under_a_hub_is_told_and_it_heals_when_that_is_mended() {
    try (BusUser user = user("password")) {
      BusUser.Group group = user.serve("orders");
      assertThat(user.publish("orders", "1")).isEmpty();

      acl(redis, "SETUSER serai resetpass >other");
      redis.ask(commands -> commands.clientKill(KillArgs.Builder.typeNormal()));
      String told = "check username and password in brokers.redis (WRONGPASS";
      patiently()
          .untilAsserted(
              () -> {
                assertThat(user.publish("orders", "2")).contains(told).hasLineCount(1);
                assertThat(user.check()).contains(told).hasLineCount(1);
                assertThat(group.troubles())
                    .anySatisfy(trouble -> assertThat(trouble).contains(told));
              });
      try (BusUser wrong = user("password")) {
        assertThat(wrong.check()).contains(told);
        assertThat(wrong.publish("orders", "2")).contains(told);
        acl(redis, "SETUSER serai >password");
        wrong.publishUntilStored("orders", "2");
      }

      user.publishUntilStored("orders", "3");
      patiently().until(() -> group.recovered() == 1 && group.ids().containsAll(List.of("2", "3")));
    }
  }

  private static BusUser user(String password) {
    return new BusUser(Map.of("uri", redis.uri(), "username", "serai", "password", password));
  }

  private static void acl(RedisProcess redis, String line) {
    redis.ask(
        commands ->
            commands.dispatch(
                CommandType.ACL, new NestedMultiOutput<>(StringCodec.UTF8), args(line)));
  }

  private static CommandArgs<String, String> args(String line) {
    CommandArgs<String, String> args = new CommandArgs<>(StringCodec.UTF8);
    List.of(line.split(" ")).forEach(args::add);
    return args;
  }
}
