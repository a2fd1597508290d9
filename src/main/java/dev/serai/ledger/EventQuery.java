package dev.serai.ledger;

import java.time.Instant;
import java.util.Set;

/**
 * Which events of the log are meant; every null or empty field means "any".
 *
 * @param from recorded at or after
 * @param to recorded before
 * @param types CloudEvents types, an entry ending in {@code *} matches by prefix
 * @param subject exact subject
 * @param key exact partition key
 * @param id exact event id
 */
public record EventQuery(
    String channel,
    Instant from,
    Instant to,
    Set<String> types,
    String subject,
    String key,
    String id) {

  public EventQuery {
    types = types == null ? Set.of() : Set.copyOf(types);
  }

  public static EventQuery all() {
    return new EventQuery(null, null, null, Set.of(), null, null, null);
  }
}
