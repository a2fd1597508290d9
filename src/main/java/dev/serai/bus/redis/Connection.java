package dev.serai.bus.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;

/** A connection to one Redis, to its master by way of Sentinels, or to a Cluster. */
record Connection(
    StatefulConnection<String, byte[]> raw, RedisClusterAsyncCommands<String, byte[]> commands) {}
