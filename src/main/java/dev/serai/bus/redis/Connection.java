package dev.serai.bus.redis;

import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A connection to one Redis, to its master by way of Sentinels, or to a Cluster. When a command was
 * not answered in time, and nothing else came for a while, that is told: a machine that is gone
 * without a word ends no connection, and whoever took its place is found only by looking again.
 */
final class Connection {

  private final StatefulConnection<String, byte[]> raw;
  private final RedisClusterAsyncCommands<String, byte[]> commands;
  private final long patienceNanos;
  private final Consumer<Connection> silent;
  private volatile long heard = System.nanoTime();

  Connection(
      StatefulConnection<String, byte[]> raw,
      RedisClusterAsyncCommands<String, byte[]> commands,
      Duration patience,
      Consumer<Connection> silent) {
    this.raw = raw;
    this.commands = commands;
    this.patienceNanos = patience.toNanos();
    this.silent = silent;
  }

  StatefulConnection<String, byte[]> raw() {
    return raw;
  }

  RedisClusterAsyncCommands<String, byte[]> commands() {
    return commands;
  }

  /** The same answer, which shows whether anybody is there. */
  <T> CompletionStage<T> watched(RedisFuture<T> answer) {
    return answer.whenComplete(
        (got, failure) -> {
          if (!(failure instanceof RedisCommandTimeoutException)) {
            heard = System.nanoTime();
          } else if (System.nanoTime() - heard >= patienceNanos) {
            silent.accept(this);
          }
        });
  }
}
