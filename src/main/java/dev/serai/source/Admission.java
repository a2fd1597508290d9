package dev.serai.source;

import java.time.Duration;
import java.util.List;

/**
 * What a connector lets in besides asking for a proof.
 *
 * @param allow networks such as {@code 192.0.2.0/24} that may send; empty for all
 * @param rate null for no limit
 * @param origins who may ask with OPTIONS whether it may send, {@code *} for everybody; empty when
 *     the question is not answered
 */
public record Admission(List<String> allow, Rate rate, List<String> origins) {

  /** Everybody, as fast as they like, without asking. */
  public static final Admission OPEN = new Admission(List.of(), null, List.of());

  /** Deliveries in a time; all of them may come at once. */
  public record Rate(int count, Duration per) {

    public Rate {
      DoorSettings.require(count > 0, "rate's count", count, "at least 1");
      DoorSettings.require(
          per.compareTo(Duration.ZERO) > 0, "rate's time", per, "more than nothing");
    }
  }

  public Admission {
    allow = List.copyOf(allow);
    origins = List.copyOf(origins);
  }
}
