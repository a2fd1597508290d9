package dev.serai.bus.redis;

import dev.serai.bus.BusException;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.event.Event;
import io.lettuce.core.event.connection.ConnectionActivatedEvent;
import io.lettuce.core.event.connection.ReconnectFailedEvent;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of this process, made when they are first needed and mended by Lettuce. A command
 * that was under way when a connection broke fails and is not sent again: nobody can know whether
 * it was done.
 */
final class Link implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
  private static final int MOST_QUEUED = 50_000;

  private final RedisBindingConfig config;
  private ClientResources resources;
  private RedisClient single;
  private RedisClusterClient cluster;
  private CompletableFuture<Void> topology;
  private CompletableFuture<Connection> publishing;
  private CompletableFuture<Connection> consuming;
  private boolean closed;

  /** Why Lettuce cannot connect again, until it could. */
  private volatile Throwable away;

  Link(RedisBindingConfig config) {
    this.config = config;
  }

  /** Shared by all publishers. */
  synchronized CompletionStage<Connection> publishing() {
    if (publishing == null || publishing.isCompletedExceptionally()) {
      publishing = open().toCompletableFuture();
    }
    return publishing;
  }

  /** Shared by all groups; large answers on it hold up no publisher. */
  synchronized CompletionStage<Connection> consuming() {
    if (consuming == null || consuming.isCompletedExceptionally()) {
      consuming = open().toCompletableFuture();
    }
    return consuming;
  }

  /** A connection of one's own, for commands that wait. */
  synchronized CompletionStage<Connection> open() {
    try {
      if (closed) {
        throw new IllegalStateException("the bus is closed");
      }
      start();
      return cluster == null
          ? single
              .connectAsync(CODEC, config.uris().get(0))
              .thenApply(c -> connection(c, c.async()))
          : topology()
              .thenCompose(known -> cluster.connectAsync(CODEC))
              .thenApply(c -> connection(c, c.async()));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Connection connection(
      StatefulConnection<String, byte[]> raw, RedisClusterAsyncCommands<String, byte[]> commands) {
    // In a Cluster the answers of other nodes tell nothing of the one that owes one.
    Duration patience = config.cluster() ? Duration.ZERO : config.timeout();
    return new Connection(raw, commands, patience, this::silent);
  }

  /** Which node has what; Lettuce connects to a Cluster only when it knows that. */
  private CompletionStage<Void> topology() {
    if (topology == null || topology.isCompletedExceptionally()) {
      topology = cluster.refreshPartitionsAsync().toCompletableFuture();
    }
    return topology;
  }

  /**
   * Nothing comes from there any more. The next who asks for a connection gets another one; that of
   * a Cluster is many, of which the others are well, and only finds out who has what now.
   */
  private synchronized void silent(Connection connection) {
    if (closed) {
      return;
    }
    if (cluster != null) {
      if (topology.isDone()) {
        topology = cluster.refreshPartitionsAsync().toCompletableFuture();
      }
      return;
    }
    CompletableFuture<Connection> publishes = unless(connection, publishing);
    CompletableFuture<Connection> consumes = unless(connection, consuming);
    if (publishes == publishing && consumes == consuming) {
      return;
    }
    publishing = publishes;
    consuming = consumes;
    LOG.warn(
        "{}: nothing came for {} ms, connecting again", address(), config.timeout().toMillis());
    close(connection);
  }

  private static CompletableFuture<Connection> unless(
      Connection gone, CompletableFuture<Connection> one) {
    return one != null && one.getNow(null) == gone ? null : one;
  }

  /** Does not wait for it. */
  static void close(Connection connection) {
    connection
        .raw()
        .closeAsync()
        .exceptionally(
            failure -> {
              LOG.debug("a connection did not close cleanly", failure);
              return null;
            });
  }

  /**
   * What happened, in the words of the bus; the reason for which there is no connection, if any.
   */
  BusException told(Throwable failure) {
    Throwable reason = away;
    return Faults.translated(
        address(),
        config.cluster(),
        reason != null && Faults.isDisconnected(failure) ? reason : failure);
  }

  private void noted(Event event) {
    if (event instanceof ReconnectFailedEvent failed) {
      away = failed.getCause();
    } else if (event instanceof ConnectionActivatedEvent) {
      away = null;
    }
  }

  private void start() {
    if (resources != null) {
      return;
    }
    resources =
        DefaultClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .reconnectDelay(
                Delay.exponential(
                    Duration.ofMillis(20), Duration.ofSeconds(2), 2, TimeUnit.MILLISECONDS))
            .build();
    resources.eventBus().get().subscribe(this::noted);
    if (config.cluster()) {
      cluster = RedisClusterClient.create(resources, config.uris());
      cluster.setOptions(
          (ClusterClientOptions)
              options(
                  ClusterClientOptions.builder()
                      .topologyRefreshOptions(
                          ClusterTopologyRefreshOptions.builder()
                              .enableAllAdaptiveRefreshTriggers()
                              .enablePeriodicRefresh(Duration.ofSeconds(30))
                              .build())));
    } else {
      single = RedisClient.create(resources);
      single.setOptions(options(ClientOptions.builder()));
    }
  }

  private ClientOptions options(ClientOptions.Builder builder) {
    builder
        .autoReconnect(true)
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .replayFilter(Link::notAgain)
        .requestQueueSize(MOST_QUEUED)
        .socketOptions(
            SocketOptions.builder().connectTimeout(config.timeout()).keepAlive(true).build())
        .timeoutOptions(TimeoutOptions.enabled(config.timeout()));
    RedisBindingConfig.Tls tls = config.tls();
    if (!tls.equals(RedisBindingConfig.Tls.DEFAULT)) {
      SslOptions.Builder ssl = SslOptions.builder().jdkSslProvider();
      if (tls.caFile() != null) {
        ssl.trustManager(new File(tls.caFile()));
      }
      if (tls.certFile() != null) {
        ssl.keyManager(new File(tls.certFile()), new File(tls.keyFile()), new char[0]);
      }
      builder.sslOptions(ssl.build());
    }
    return builder.build();
  }

  /** Lettuce drops what it may not send again without a word: whoever waits for it is told here. */
  private static boolean notAgain(RedisCommand<?, ?, ?> command) {
    if (command != null) {
      command.completeExceptionally(new RedisException("Connection disconnected"));
    }
    return true;
  }

  /** What operators know it by, without secrets. */
  String address() {
    List<String> hosts = new ArrayList<>();
    for (RedisURI uri : config.uris()) {
      if (uri.getSentinels().isEmpty()) {
        hosts.add(uri.getHost() + ":" + uri.getPort());
      } else {
        uri.getSentinels().forEach(each -> hosts.add(each.getHost() + ":" + each.getPort()));
      }
    }
    return "Redis at " + String.join(",", hosts);
  }

  @Override
  public void close() {
    ClientResources toEnd;
    synchronized (this) {
      closed = true;
      toEnd = resources;
      resources = null;
    }
    if (toEnd != null) {
      CompletionStage<Void> client =
          single == null
              ? cluster.shutdownAsync(0, 2, TimeUnit.SECONDS)
              : single.shutdownAsync(0, 2, TimeUnit.SECONDS);
      client.whenComplete(
          (done, failure) -> {
            Object ending = toEnd.shutdown(0, 2, TimeUnit.SECONDS);
            LOG.debug("connections are closed: {}", ending);
          });
    }
  }
}
