package dev.serai.bus.redis;

import dev.serai.bus.BrokerSettings;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What stands under {@code brokers.redis}.
 *
 * @param uris one server or the Sentinels; for a Cluster some of its nodes
 * @param prefix begins every key
 * @param shards streams of a channel that is new, 1 to 256
 * @param maxEventBytes the largest event that may be published, 1 KiB to 64 MiB
 * @param timeout for connecting and for each command, 2 s to 1 min
 * @param keep how long a settled event stays readable for new groups
 * @param onceFor how long ids of events published once are remembered
 */
record RedisBindingConfig(
    List<RedisURI> uris,
    boolean cluster,
    Tls tls,
    String prefix,
    int shards,
    int maxEventBytes,
    Duration timeout,
    Duration keep,
    Duration onceFor) {

  /** Files in PEM, null where Java's own trust or no certificate of ours is meant. */
  record Tls(String caFile, String certFile, String keyFile) {

    static final Tls DEFAULT = new Tls(null, null, null);

    Tls {
      if ((certFile == null) != (keyFile == null)) {
        throw new IllegalArgumentException(
            "brokers.redis.%s is missing: certFile and keyFile belong together"
                .formatted(certFile == null ? "certFile" : "keyFile"));
      }
    }
  }

  private static final List<String> KNOWN =
      List.of(
          "uri",
          "username",
          "password",
          "sentinelPassword",
          "cluster",
          "caFile",
          "certFile",
          "keyFile",
          "verifyPeer",
          "prefix",
          "shards",
          "maxEventBytes",
          "timeout",
          "keep",
          "onceFor");
  private static final String DEFAULT_URI = "redis://localhost:6379";
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,60}");

  RedisBindingConfig {
    uris = List.copyOf(uris);
  }

  static RedisBindingConfig of(Map<String, Object> values) {
    BrokerSettings settings = new BrokerSettings("redis", values, KNOWN);
    boolean cluster = settings.flag("cluster", false);
    Tls tls =
        new Tls(file(settings, "caFile"), file(settings, "certFile"), file(settings, "keyFile"));
    List<RedisURI> uris = uris(settings, cluster);
    Duration timeout =
        settings.duration(
            "timeout", Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofMinutes(1));
    uris.forEach(uri -> uri.setTimeout(timeout));
    return new RedisBindingConfig(
        uris,
        cluster,
        tls,
        settings.text(
            "prefix",
            "serai",
            PREFIX,
            "be 1 to 61 letters, digits, '.', '_', ':' or '-', beginning with a letter or digit"),
        settings.number("shards", 8, 1, 256),
        settings.bytes("maxEventBytes", 1 << 20, 64),
        timeout,
        settings.duration("keep", Duration.ofHours(1), Duration.ZERO, Duration.ofDays(3_650)),
        settings.duration(
            "onceFor", Duration.ofDays(1), Duration.ofSeconds(1), Duration.ofDays(365)));
  }

  private static String file(BrokerSettings settings, String name) {
    String text = settings.text(name, null);
    if (text != null && !Files.isReadable(Path.of(text))) {
      throw settings.wrong(name, "name a file in PEM that can be read", text);
    }
    return text;
  }

  private static List<RedisURI> uris(BrokerSettings settings, boolean cluster) {
    String text = settings.text("uri", DEFAULT_URI);
    List<RedisURI> uris;
    try {
      uris =
          cluster
              ? RedisClusterURIUtil.toRedisURIs(URI.create(text))
              : List.of(RedisURI.create(text));
    } catch (IllegalArgumentException e) {
      // Its text is not repeated: a password may stand in it.
      throw new IllegalArgumentException(
          "brokers.redis.uri must be such as redis://host:6379, rediss://host:6380 or redis-sentinel://host:26379/0#master, but is not a URI of that kind",
          e);
    }
    for (RedisURI uri : uris) {
      if (cluster && !uri.getSentinels().isEmpty()) {
        throw new IllegalArgumentException(
            "brokers.redis.uri names Sentinels and brokers.redis.cluster is true; a Cluster has no Sentinels: drop one of them");
      }
      credentials(uri, settings);
      uri.setClientName("serai");
      uri.setVerifyPeer(settings.flag("verifyPeer", true));
    }
    return uris;
  }

  private static void credentials(RedisURI uri, BrokerSettings settings) {
    String username = settings.text("username", null);
    String password = settings.text("password", null);
    if (password != null) {
      uri.setCredentialsProvider(new StaticCredentialsProvider(username, password.toCharArray()));
    } else if (username != null) {
      throw new IllegalArgumentException(
          "brokers.redis.username is '%s' but brokers.redis.password is missing"
              .formatted(username));
    }
    String sentinelPassword = settings.text("sentinelPassword", null);
    if (sentinelPassword != null) {
      uri.getSentinels()
          .forEach(
              each ->
                  each.setCredentialsProvider(
                      new StaticCredentialsProvider(null, sentinelPassword.toCharArray())));
    }
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return "RedisBindingConfig[prefix=%s, shards=%d, cluster=%s]"
        .formatted(prefix, shards, cluster);
  }
}
