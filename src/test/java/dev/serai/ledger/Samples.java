package dev.serai.ledger;

import dev.serai.event.HubEvent;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What the tests of the ledger store. */
final class Samples {

  private Samples() {}

  static List<CloudEvent> events(String... ids) {
    return Stream.of(ids).<CloudEvent>map(id -> typed(id, "order.placed", null, null)).toList();
  }

  static HubEvent typed(String id, String type, String subject, String key) {
    return HubEvent.builder()
        .id(id)
        .source("https://example.org/shop")
        .type(type)
        .subject(subject)
        .extension("partitionkey", key)
        .dataContentType("application/json")
        .data(("{\"order\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8))
        .build();
  }

  static List<String> ids(List<StoredEvent> events) {
    return events.stream().map(stored -> stored.event().getId()).toList();
  }

  /** On channel c for group g. */
  static ParkedDelivery parked(String position, String key, Instant notBefore) {
    return new ParkedDelivery(
        0,
        "c",
        "g",
        position,
        key,
        typed(position, "order.placed", null, key),
        ParkedDelivery.Origin.BUS,
        1,
        notBefore,
        false,
        List.of(new Attempt(1, notBefore, "java.io.IOException", "refused \"1\"", "to1", 12)));
  }

  /** Breaks a rule of the database. */
  static ParkedDelivery unstorable() {
    ParkedDelivery parked = parked("x", null, Instant.EPOCH);
    return new ParkedDelivery(
        0,
        "c",
        "g",
        null,
        null,
        parked.event(),
        parked.origin(),
        0,
        Instant.EPOCH,
        false,
        List.of());
  }

  /** On channel c, with the key "k" and the position. */
  static DeadLetter deadLetter(String position, String group, String message, Instant at) {
    return new DeadLetter(
        0,
        "c",
        group,
        "heal",
        position,
        null,
        typed(position, "order.placed", null, "k" + position),
        "attempts-exhausted",
        at,
        List.of(
            new Attempt(1, at, "java.lang.IllegalStateException", "first", null, 1),
            new Attempt(2, at, "java.io.IOException", message, "to1 (heal.camel.yaml:12)", 2)),
        null);
  }
}
