package dev.serai.bus.redis;

import static dev.serai.bus.redis.BusUser.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lettuce.core.KillArgs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with a private authority: who is trusted, and what is told when nobody can be. */
class RedisTlsTest {

  @TempDir private static Path folder;

  private static Authority authority;
  private static Authority stranger;
  private static RedisProcess redis;
  private static int port;

  @BeforeAll
  static void start() {
    assumeTrue(
        RedisProcess.speaksTls(), "the Redis of the tests has no TLS on this kind of machine");
    authority = new Authority(folder, "authority");
    stranger = new Authority(folder, "stranger");
    port = RedisProcess.freePort();
    redis =
        RedisProcess.bundled(
            "--tls-port",
            Integer.toString(port),
            "--tls-cert-file",
            authority.certify("localhost", later()),
            "--tls-key-file",
            authority.key(),
            "--tls-ca-cert-file",
            authority.certificate());
  }

  @AfterAll
  static void stop() {
    if (redis != null) {
      redis.close();
    }
  }

  @BeforeEach
  void ordinary() {
    shows(authority.certify("localhost", later()));
    wantsOurs("no");
  }

  @Test
  void events_are_published_and_served_when_the_authority_is_trusted() {
    try (BusUser user = trusting(authority)) {
      BusUser.Group group = user.serve("served");

      assertThat(user.check()).startsWith("Redis at localhost:%d, version ".formatted(port));
      assertThat(user.publish("served", "1", "2")).isEmpty();
      patiently().until(() -> group.ids().size() == 2 && user.lag("served") == 0);
    }
  }

  @Test
  void an_authority_that_is_not_trusted_is_told_with_the_way_out() {
    String told = "its certificate is not trusted: set brokers.redis.caFile to the certificate of";

    assertTold(Map.of(), told);
    assertTold(Map.of("caFile", stranger.certificate()), told);
    assertTold(
        Map.of("caFile", authority.key()),
        "a file holds no certificate in PEM: check brokers.redis");
  }

  @Test
  void a_certificate_for_another_host_is_told_unless_nobody_wants_to_know() {
    shows(authority.certify("elsewhere", later()));

    assertTold(
        Map.of("caFile", authority.certificate()),
        "its certificate is for another host: use the name in it in brokers.redis.uri");
    try (BusUser user = user(Map.of("verifyPeer", "false"))) {
      assertThat(user.publish("orders", "anybody")).isEmpty();
    }
  }

  @Test
  void a_certificate_out_of_its_time_is_told() {
    shows(authority.certify("localhost", ago()));
    assertTold(
        Map.of("caFile", authority.certificate()),
        "its certificate has expired: renew it there (NotAfter: ");

    shows(authority.certify("localhost", Instant.now().plus(Duration.ofDays(2))));
    assertTold(
        Map.of("caFile", authority.certificate()),
        "its certificate is not valid yet: check it, and the clocks (NotBefore: ");
  }

  @Test
  void a_hub_that_runs_tells_that_the_certificate_has_expired_and_heals_when_it_is_renewed() {
    try (BusUser user = trusting(authority)) {
      BusUser.Group group = user.serve("renewed");
      assertThat(user.publish("renewed", "1")).isEmpty();

      shows(authority.certify("localhost", ago()));
      redis.ask(commands -> commands.clientKill(KillArgs.Builder.typeNormal()));
      patiently()
          .untilAsserted(
              () -> {
                assertThat(user.publish("renewed", "2")).contains("its certificate has expired");
                assertThat(user.check()).contains("its certificate has expired");
                assertThat(group.troubles())
                    .anySatisfy(told -> assertThat(told).contains("its certificate has expired"));
              });
      shows(authority.certify("localhost", later()));

      user.publishUntilStored("renewed", "3");
      patiently().until(() -> group.recovered() == 1 && group.ids().contains("3"));
    }
  }

  @Test
  void a_certificate_of_ours_is_shown_where_it_is_wanted() {
    wantsOurs("yes");
    String ours = authority.certify("serai", later());

    assertTold(
        Map.of("caFile", authority.certificate()),
        "it wants a certificate of ours: set brokers.redis.certFile and keyFile");
    assertTold(
        ours(stranger.certify("serai", later()), stranger.key()),
        "it does not trust our certificate: set brokers.redis.certFile to one of its own authority");
    assertTold(
        ours(authority.certify("serai", ago()), authority.key()),
        "it says that our certificate has expired: renew the one in brokers.redis.certFile");
    assertTold(
        ours(ours, stranger.key()),
        "the key does not belong to our certificate: check brokers.redis.certFile and keyFile");
    assertTold(
        ours(ours, ours), "a file holds no private key in PKCS #8: check brokers.redis.keyFile");
    try (BusUser user = user(ours(ours, authority.key()))) {
      assertThat(user.publish("orders", "known")).isEmpty();
    }
  }

  @Test
  void a_certificate_of_ours_that_was_renewed_is_read_without_a_restart() throws IOException {
    wantsOurs("yes");
    Path ours = folder.resolve("ours.pem");
    Files.copy(Path.of(authority.certify("serai", ago())), ours);
    try (BusUser user = user(ours(ours.toString(), authority.key()))) {
      assertThat(user.publish("orders", "late")).contains("our certificate has expired");

      Files.copy(
          Path.of(authority.certify("serai", later())), ours, StandardCopyOption.REPLACE_EXISTING);
      user.publishUntilStored("orders", "late");
    }
  }

  @Test
  void a_port_of_the_other_kind_is_told() {
    String told = "rediss:// if, and only if, that port is for TLS";

    assertTold(Map.of("uri", "redis://localhost:" + port), told);
    try (BusUser user =
        user(Map.of("uri", "rediss://localhost:" + redis.port(), "timeout", "2s"))) {
      assertThat(user.check()).contains(told);
    }
  }

  private static Instant later() {
    return Instant.now().plusSeconds(600);
  }

  private static Instant ago() {
    return Instant.now().minusSeconds(60);
  }

  private static void assertTold(Map<String, Object> settings, String told) {
    try (BusUser user = user(settings)) {
      assertThat(user.check()).startsWith("Redis at localhost:").contains(told).hasLineCount(1);
      assertThat(user.publish("orders", "refused")).contains(told).hasLineCount(1);
    }
  }

  private static Map<String, Object> ours(String certificate, String key) {
    return Map.of("caFile", authority.certificate(), "certFile", certificate, "keyFile", key);
  }

  private static BusUser trusting(Authority authority) {
    return user(Map.of("caFile", authority.certificate()));
  }

  private static BusUser user(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(Map.of("uri", "rediss://localhost:" + port));
    all.putAll(settings);
    return new BusUser(all);
  }

  private static void shows(String certificate) {
    redis.ask(commands -> commands.configSet("tls-cert-file", certificate));
  }

  private static void wantsOurs(String how) {
    redis.ask(commands -> commands.configSet("tls-auth-clients", how));
  }
}
