package dev.serai.bench.broker;

import java.util.List;
import java.util.Map;

/**
 * What a programmer writes without a hub: the broker's own client in two loops, with the same bytes
 * for an event, as durable, and as much under way. Every name begins with a prefix, and {@link
 * #clean} removes what has it. Blocks; used by one thread.
 */
interface RawClient extends AutoCloseable {

  /** How many events are under way at most, for the hub too. */
  int WINDOW = 2_048;

  /** How many events are taken and settled together: as many as the hub asks for at a time. */
  int PAGE = 128;

  /** Throws {@link IllegalArgumentException} for a broker that has no client beside the hub. */
  static void require(String broker) {
    if (!List.of("redis", "kafka", "servicebus").contains(broker)) {
      throw new IllegalArgumentException(
          "broker '%s' has no client beside the hub; write --broker redis, kafka or servicebus"
              .formatted(broker));
    }
  }

  /**
   * Connects.
   *
   * @param settings what stands under {@code brokers.<broker>}
   */
  static RawClient of(String broker, Map<String, Object> settings, String prefix, Places places) {
    return switch (broker) {
      case "redis" -> new RawRedis(settings, prefix);
      case "kafka" -> new RawKafka(settings, prefix, places);
      case "servicebus" -> new RawServiceBus(settings, prefix, places);
      default -> throw new IllegalArgumentException(broker);
    };
  }

  /** A topic or stream, and what reads it from its beginning. */
  void make(String name) throws Exception;

  /** Until the last is durable; per second. */
  double publish(String name, int count) throws Exception;

  /** Takes and settles them; per second, from the first to the last. */
  double consume(String name, int count) throws Exception;

  /**
   * A Camel endpoint that reads the same at the same guarantee.
   *
   * @return null where Camel has none
   */
  String endpoint(String name);

  /** Removes every topic or stream whose name begins with the prefix. */
  void clean() throws Exception;

  @Override
  void close();
}
