/**
 * The bus on Kafka. A channel is a topic, a group is a consumer group of its own for each channel;
 * events travel in binary mode of the CloudEvents Kafka binding. What is settled beyond the
 * committed offset is kept in the commit's metadata; {@code docs/reference/kafka-binding.md} tells
 * how.
 */
package dev.serai.bus.kafka;
