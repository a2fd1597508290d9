package dev.serai.ledger;

import java.time.Instant;

/**
 * Which dead letters are meant; null means "any".
 *
 * @param cause part of the last attempt's cause or message, any case
 * @param type CloudEvents type, ending in {@code *} for a prefix
 * @param pending only those not redriven yet
 */
public record DeadLetterQuery(
    Long id,
    String channel,
    String group,
    String type,
    String key,
    String cause,
    Instant from,
    Instant to,
    boolean pending) {

  public static DeadLetterQuery all() {
    return new DeadLetterQuery(null, null, null, null, null, null, null, null, false);
  }
}
