package dev.serai.bench.broker;

import dev.serai.bench.bus.Workload;
import io.cloudevents.CloudEvent;
import io.lettuce.core.Consumer;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lettuce, with a stream and a consumer group. */
final class RawRedis implements RawClient {

  private static final String GROUP = "raw";
  private static final Duration WAIT = Duration.ofSeconds(5);

  private final String prefix;
  private final RedisClient client;
  private final StatefulRedisConnection<String, byte[]> connection;

  RawRedis(Map<String, Object> settings, String prefix) {
    this.prefix = prefix;
    RedisURI uri =
        RedisURI.create(String.valueOf(settings.getOrDefault("uri", "redis://localhost:6379")));
    if (settings.get("password") != null) {
      Object user = settings.getOrDefault("username", "default");
      uri =
          RedisURI.builder(uri)
              .withAuthentication(user.toString(), settings.get("password").toString())
              .build();
    }
    client = RedisClient.create(uri);
    connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
  }

  @Override
  public void make(String name) {
    connection
        .sync()
        .xgroupCreate(
            StreamOffset.from(prefix + name, "0"), GROUP, XGroupCreateArgs.Builder.mkstream());
  }

  @Override
  public double publish(String name, int count) throws InterruptedException {
    var redis = connection.async();
    UnderWay sent = new UnderWay(WINDOW);
    long began = System.nanoTime();
    for (int n = 0; n < count; n++) {
      sent.begin();
      redis
          .xadd(prefix + name, fields(Workload.event(n)))
          .whenComplete((id, failure) -> sent.ended(failure));
    }
    sent.await();
    return count / ((System.nanoTime() - began) / 1e9);
  }

  private static Map<String, byte[]> fields(CloudEvent event) {
    Map<String, byte[]> fields = new HashMap<>(16);
    Attributes.forEach(
        event, (field, text) -> fields.put(field, text.getBytes(StandardCharsets.UTF_8)));
    fields.put("data", event.getData().toBytes());
    return fields;
  }

  /** Lettuce takes generic varargs. */
  @SuppressWarnings("unchecked")
  @Override
  public double consume(String name, int count) throws InterruptedException {
    var redis = connection.sync();
    UnderWay settled = new UnderWay(WINDOW);
    long first = 0;
    int taken = 0;
    while (taken < count) {
      List<StreamMessage<String, byte[]>> page =
          redis.xreadgroup(
              Consumer.from(GROUP, "one"),
              XReadArgs.Builder.block(WAIT).count(PAGE),
              StreamOffset.lastConsumed(prefix + name));
      if (page.isEmpty()) {
        throw new IllegalStateException("only " + taken + " of " + count + " events were read");
      }
      first = first == 0 ? System.nanoTime() : first;
      settled.begin();
      connection
          .async()
          .xack(
              prefix + name, GROUP, page.stream().map(StreamMessage::getId).toArray(String[]::new))
          .whenComplete((acked, failure) -> settled.ended(failure));
      taken += page.size();
    }
    settled.await();
    double rate = count / ((System.nanoTime() - first) / 1e9);
    // Nobody else reads it, and Redis has it in memory.
    redis.unlink(prefix + name);
    return rate;
  }

  @Override
  public String endpoint(String name) {
    return null;
  }

  @Override
  public void clean() {
    var redis = connection.sync();
    ScanArgs ours = ScanArgs.Builder.matches("*" + prefix + "*").limit(1_000);
    KeyScanCursor<String> found = redis.scan(ours);
    while (true) {
      if (!found.getKeys().isEmpty()) {
        redis.unlink(found.getKeys().toArray(String[]::new));
      }
      if (found.isFinished()) {
        return;
      }
      found = redis.scan(found, ours);
    }
  }

  @Override
  public void close() {
    connection.close();
    client.shutdown();
  }
}
