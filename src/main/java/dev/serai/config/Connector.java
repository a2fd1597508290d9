package dev.serai.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A way in from outside. */
public sealed interface Connector permits Connector.Inbound, PolledConnector {

  /** The key under {@code connectors}. */
  String name();

  /** The channel its events go to without a route of the user's, or null. */
  String channel();

  /** Why it is switched off and how to switch it on; empty when it is on. */
  Optional<String> off();

  /** What is taken out of its messages. */
  Sanitize sanitize();

  /** What begins the address of a route that takes what comes in, such as {@code webhook}. */
  String scheme();

  /** Others send to it. */
  sealed interface Inbound extends Connector {

    Verify verify();

    /** Bytes that a body may have. */
    int maxBytes();

    /** What a sender is answered for a delivery that was taken before. */
    OnDuplicate onDuplicate();

    /** Who may send, and how fast. */
    Admission admission();

    /** The same with another bound. */
    Inbound withMaxBytes(int bytes);

    @Override
    default String scheme() {
      return "webhook";
    }
  }

  /**
   * How a sender proves who it is.
   *
   * @param scheme {@code none} lets everybody in
   * @param secrets at least one unless the scheme is {@code none} or the connector is off
   * @param options the other keys that were written, by name; durations in ISO 8601
   */
  record Verify(String scheme, List<Secret> secrets, Map<String, String> options) {

    /** The scheme without a check. */
    public static final String NONE = "none";
  }

  /**
   * Who may send besides proving itself, and how fast.
   *
   * @param allow networks; empty for all
   * @param rate null for no limit
   * @param origins who may ask whether it may send; empty when that is not answered
   */
  record Admission(List<String> allow, Rate rate, List<String> origins) {}

  /** Deliveries in a time. */
  record Rate(int count, Duration per) {}

  /** Which event names and fields come out of a normalizer. */
  enum Vocabulary {
    HUB,
    NATIVE,
    CDEVENTS
  }

  /** What a sender is answered when it sends the same delivery again. */
  enum OnDuplicate {
    /** As if it were new. */
    ACCEPT,
    /** 409. */
    CONFLICT
  }

  /**
   * Takes a system's own messages.
   *
   * @param normalize the normalizer's name, null only when {@code channel} is null
   */
  record Webhook(
      String name,
      Verify verify,
      String normalize,
      Vocabulary vocabulary,
      String channel,
      int maxBytes,
      OnDuplicate onDuplicate,
      Admission admission,
      Sanitize sanitize,
      Optional<String> off)
      implements Inbound {

    @Override
    public Webhook withMaxBytes(int bytes) {
      return new Webhook(
          name,
          verify,
          normalize,
          vocabulary,
          channel,
          bytes,
          onDuplicate,
          admission,
          sanitize,
          off);
    }
  }

  /**
   * Takes CloudEvents.
   *
   * @param normalize makes other events of those that come, null to take them as they are
   */
  record CloudEvents(
      String name,
      Verify verify,
      String normalize,
      String channel,
      int maxBytes,
      OnDuplicate onDuplicate,
      Admission admission,
      Sanitize sanitize,
      Optional<String> off)
      implements Inbound {

    @Override
    public CloudEvents withMaxBytes(int bytes) {
      return new CloudEvents(
          name, verify, normalize, channel, bytes, onDuplicate, admission, sanitize, off);
    }
  }
}
