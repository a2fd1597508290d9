/**
 * The bus on Redis Streams, version 6.2 or newer. A channel is a few streams, its shards; a group
 * is a consumer group on each. Scripts under {@code resources} do in one step what must not be torn
 * apart; {@code docs/reference/redis-binding.md} tells what stands in Redis.
 */
package dev.serai.bus.redis;
