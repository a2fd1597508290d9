package dev.serai.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** What the door said to the demo. */
final class DemoAnswers {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> wrong = new ArrayList<>();
  private int accepted;
  private int rejected;
  private int duplicates;
  private int events;

  void add(DemoDelivery delivery, Sender.Answer answer) {
    JsonNode body = json(answer.body());
    String status = body.path("status").asText();
    if (answer.status() == 202) {
      accepted++;
      events += body.path("events").asInt();
    } else if (status.equals("duplicate")) {
      duplicates++;
    } else if (answer.status() >= 400) {
      rejected++;
    }
    if (answer.status() != delivery.kind().status) {
      wrong.add(
          "%s must be answered %d, but was %d: %s"
              .formatted(delivery.what(), delivery.kind().status, answer.status(), answer.body()));
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  int accepted() {
    return accepted;
  }

  int rejected() {
    return rejected;
  }

  int duplicates() {
    return duplicates;
  }

  /** Events that the door says are durable. */
  int events() {
    return events;
  }

  /** Answers other than they must be. */
  List<String> wrong() {
    return wrong;
  }
}
