package dev.serai.bus.servicebus.twin;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What exists in the namespace; names do not tell cases apart. For the loop's thread only. */
final class Entities {

  private static final String SUBSCRIPTIONS = "/subscriptions/";

  private final Map<String, Topic> topics = new LinkedHashMap<>();
  private final Map<String, Queue> queues = new LinkedHashMap<>();
  private final Letters letters;

  Entities(Letters letters) {
    this.letters = letters;
  }

  private static String key(String path) {
    return path.toLowerCase(Locale.ROOT);
  }

  Topic topic(String name) {
    return topics.get(key(name));
  }

  Topic makeTopic(String name, long duplicateWindowMillis) {
    return topics.computeIfAbsent(key(name), k -> new Topic(name, duplicateWindowMillis));
  }

  boolean removeTopic(String name) {
    Topic removed = topics.remove(key(name));
    if (removed != null) {
      removed.subscriptions.values().forEach(Entities::end);
    }
    return removed != null;
  }

  Store makeSubscription(Topic topic, String name, StoreOptions options) {
    return topic.subscriptions.computeIfAbsent(
        key(name), k -> new Store(topic.path + "/subscriptions/" + name, options, letters));
  }

  boolean removeSubscription(Topic topic, String name) {
    Store removed = topic.subscriptions.remove(key(name));
    if (removed != null) {
      end(removed);
    }
    return removed != null;
  }

  private static void end(Store store) {
    store.endAll("amqp:not-found", "The messaging entity '" + store.path + "' could not be found.");
  }

  Queue makeQueue(String name, StoreOptions options, long duplicateWindowMillis) {
    return queues.computeIfAbsent(
        key(name), k -> new Queue(new Store(name, options, letters), duplicateWindowMillis));
  }

  /** Where messages are sent to; null when there is none. */
  Destination destination(String path) {
    Topic topic = topics.get(key(path));
    return topic != null ? topic : queues.get(key(path));
  }

  /** Where messages are received from; null when there is none. */
  Store store(String path) {
    String key = key(path);
    if (key.endsWith(Store.DEAD_LETTERS)) {
      Store of = store(key.substring(0, key.length() - Store.DEAD_LETTERS.length()));
      return of == null ? null : of.deadLetters;
    }
    int at = key.indexOf(SUBSCRIPTIONS);
    if (at < 0) {
      Queue queue = queues.get(key);
      return queue == null ? null : queue.store;
    }
    Topic topic = topics.get(key.substring(0, at));
    return topic == null ? null : topic.subscription(key.substring(at + SUBSCRIPTIONS.length()));
  }

  void forEachStore(Consumer<Store> what) {
    queues.values().forEach(queue -> what.accept(queue.store));
    topics.values().forEach(topic -> topic.subscriptions.values().forEach(what));
  }
}
