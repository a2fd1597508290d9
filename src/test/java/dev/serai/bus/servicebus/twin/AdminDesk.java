package dev.serai.bus.servicebus.twin;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers at the management endpoint. For the loop's thread only. */
final class AdminDesk {

  record Reply(int status, String xml) {}

  private static final String ATOM = "http://www.w3.org/2005/Atom";
  private static final String CONNECT =
      "http://schemas.microsoft.com/netservices/2010/10/servicebus/connect";
  private static final String COUNTS =
      "http://schemas.microsoft.com/netservices/2011/06/servicebus";
  private static final String THEN = "2026-01-01T00:00:00Z";

  private final Entities entities;

  AdminDesk(Entities entities) {
    this.entities = entities;
  }

  static Reply failed(int status, String detail) {
    return new Reply(
        status, "<Error><Code>%d</Code><Detail>%s</Detail></Error>".formatted(status, detail));
  }

  Reply answer(String method, String path, String body, boolean update) {
    String[] parts = path.substring(1).split("/", -1);
    if (path.equals("/$namespaceinfo")) {
      return new Reply(
          200,
          entry(
              "twin",
              "<NamespaceInfo xmlns=\"%s\"><CreatedTime>%s</CreatedTime><MessagingSKU>Standard</MessagingSKU><ModifiedTime>%s</ModifiedTime><Name>twin</Name><NamespaceType>Messaging</NamespaceType></NamespaceInfo>"
                  .formatted(CONNECT, THEN, THEN)));
    }
    if (parts.length == 1) {
      return topic(method, parts[0], body);
    }
    if (parts.length == 2 && parts[1].equalsIgnoreCase("subscriptions")) {
      Topic topic = entities.topic(parts[0]);
      return topic == null ? missing(path) : new Reply(200, feed(topic));
    }
    if (parts.length == 3 && parts[1].equalsIgnoreCase("subscriptions")) {
      Topic topic = entities.topic(parts[0]);
      return topic == null ? missing(path) : subscription(method, topic, parts[2], body, update);
    }
    return missing(path);
  }

  private static Reply missing(String path) {
    return failed(404, "Entity '" + path + "' was not found.");
  }

  private Reply topic(String method, String name, String body) {
    Topic topic = entities.topic(name);
    if (method.equals("PUT")) {
      if (topic != null) {
        return failed(409, "The topic '" + name + "' exists already.");
      }
      boolean detects = "true".equals(value(body, "RequiresDuplicateDetection"));
      String window = value(body, "DuplicateDetectionHistoryTimeWindow");
      return new Reply(
          201, entry(entities.makeTopic(name, detects ? Duration.parse(window).toMillis() : 0)));
    }
    if (topic == null) {
      return missing(name);
    }
    if (method.equals("DELETE")) {
      entities.removeTopic(name);
      return new Reply(200, "");
    }
    return new Reply(200, entry(topic));
  }

  private Reply subscription(String method, Topic topic, String name, String body, boolean update) {
    Store store = topic.subscription(name);
    if (method.equals("PUT")) {
      if (store != null && !update) {
        return failed(409, "The subscription '" + name + "' exists already.");
      }
      if (store == null) {
        store = entities.makeSubscription(topic, name, options(body));
      }
      store.options = options(body);
      return new Reply(201, entry(name, store));
    }
    if (store == null) {
      return missing(topic.path + "/Subscriptions/" + name);
    }
    if (method.equals("DELETE")) {
      entities.removeSubscription(topic, name);
      return new Reply(200, "");
    }
    return new Reply(200, entry(name, store));
  }

  private static StoreOptions options(String body) {
    StoreOptions options =
        StoreOptions.DEFAULT
            .lock(Duration.parse(value(body, "LockDuration")).toMillis())
            .maxDeliveries(Integer.parseInt(value(body, "MaxDeliveryCount")));
    return "true".equals(value(body, "RequiresSession")) ? options.withSessions() : options;
  }

  private static String value(String xml, String element) {
    Matcher found = Pattern.compile("<(?:\\w+:)?" + element + "(?: [^>]*)?>([^<]*)<").matcher(xml);
    return found.find() ? found.group(1) : null;
  }

  private static String entry(Topic topic) {
    boolean detects = topic.duplicateWindowMillis > 0;
    return entry(
        topic.path,
        """
        <TopicDescription xmlns="%s"><DefaultMessageTimeToLive>P10675199D</DefaultMessageTimeToLive>\
        <MaxSizeInMegabytes>1024</MaxSizeInMegabytes><RequiresDuplicateDetection>%s</RequiresDuplicateDetection>\
        <DuplicateDetectionHistoryTimeWindow>%s</DuplicateDetectionHistoryTimeWindow><Status>Active</Status>\
        <CreatedAt>%s</CreatedAt><UpdatedAt>%s</UpdatedAt><AccessedAt>%s</AccessedAt>\
        <SizeInBytes>0</SizeInBytes><SubscriptionCount>%d</SubscriptionCount></TopicDescription>\
        """
            .formatted(
                CONNECT,
                detects,
                Duration.ofMillis(detects ? topic.duplicateWindowMillis : 600_000),
                THEN,
                THEN,
                THEN,
                topic.subscriptions.size()));
  }

  private static String entry(String name, Store store) {
    return entry(
        name,
        """
        <SubscriptionDescription xmlns="%s"><LockDuration>%s</LockDuration>\
        <RequiresSession>%s</RequiresSession><MessageCount>%d</MessageCount>\
        <MaxDeliveryCount>%d</MaxDeliveryCount><Status>Active</Status>\
        <CreatedAt>%s</CreatedAt><UpdatedAt>%s</UpdatedAt><AccessedAt>%s</AccessedAt>\
        <CountDetails xmlns:d="%s"><d:ActiveMessageCount>%d</d:ActiveMessageCount>\
        <d:DeadLetterMessageCount>%d</d:DeadLetterMessageCount><d:ScheduledMessageCount>0</d:ScheduledMessageCount>\
        <d:TransferMessageCount>0</d:TransferMessageCount>\
        <d:TransferDeadLetterMessageCount>0</d:TransferDeadLetterMessageCount></CountDetails>\
        </SubscriptionDescription>\
        """
            .formatted(
                CONNECT,
                Duration.ofMillis(store.options.lockMillis()),
                store.options.sessions(),
                store.size() + store.deadLetters.size(),
                store.options.maxDeliveries(),
                THEN,
                THEN,
                THEN,
                COUNTS,
                store.size(),
                store.deadLetters.size()));
  }

  private static String feed(Topic topic) {
    StringBuilder feed = new StringBuilder("<feed xmlns=\"" + ATOM + "\">");
    topic.subscriptions.values().forEach(store -> feed.append(entry(store.name(), store)));
    return feed.append("</feed>").toString();
  }

  private static String entry(String title, String content) {
    return "<entry xmlns=\"%s\"><id>http://localhost/%s</id><title type=\"text\">%s</title><content type=\"application/xml\">%s</content></entry>"
        .formatted(ATOM, title, title, content);
  }
}
