package dev.serai.cli;

import dev.serai.conformance.SampleEvents;
import dev.serai.ledger.Attempt;
import dev.serai.ledger.DeadLetter;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerOptions;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A data folder with a ledger that some hub has left. */
record LedgerFolder(Path data) {

  static final Instant THEN = Instant.parse("2026-11-01T10:00:00Z");

  LedgerFolder events(String channel, CloudEvent... events) {
    try (Ledger ledger = open()) {
      ledger.events().append(channel, List.of(events), false).toCompletableFuture().join();
    }
    return this;
  }

  LedgerFolder group(String channel, String name) {
    try (Ledger ledger = open()) {
      ledger.groups().create(channel, name, true).toCompletableFuture().join();
    }
    return this;
  }

  LedgerFolder deadLetter(String group, String message) {
    try (Ledger ledger = open()) {
      long number = ledger.deadLetters().count(dev.serai.ledger.DeadLetterQuery.all()) + 1;
      ledger
          .deadLetters()
          .add(
              new DeadLetter(
                  0,
                  "ci.events",
                  group,
                  "heal",
                  Long.toString(number),
                  "acme/shop",
                  event("e-" + number, "pipeline.failed"),
                  "attempts-exhausted",
                  THEN,
                  List.of(
                      new Attempt(1, THEN, "java.net.ConnectException", message, "heal/to1", 7)),
                  null))
          .toCompletableFuture()
          .join();
    }
    return this;
  }

  static CloudEvent event(String id, String type) {
    return CloudEventBuilder.v1()
        .withId(id)
        .withSource(URI.create("/test"))
        .withType(type)
        .withExtension("partitionkey", "acme/shop")
        .withData("application/json", "{\"n\":1}".getBytes(StandardCharsets.UTF_8))
        .build();
  }

  static CloudEvent binary() {
    return SampleEvents.binary();
  }

  Ledger open() {
    return Ledger.open(data.resolve("serai.db"), LedgerOptions.defaults());
  }

  CommandRun run(Object... args) {
    Object[] all = new Object[args.length + 2];
    System.arraycopy(args, 0, all, 0, args.length);
    all[args.length] = "--data=" + data;
    all[args.length + 1] = "--config=" + data.resolve("none.yaml");
    return CommandRun.of(all);
  }
}
