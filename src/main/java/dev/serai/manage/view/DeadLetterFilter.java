package dev.serai.manage.view;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.ledger.DeadLetterQuery;
import java.time.Instant;

/**
 * Which dead letters are meant; null or absent means any.
 *
 * @param type of the event; one that ends in {@code *} means all that begin so
 * @param cause part of the last failure, in any case
 * @param since given up then or later
 * @param until given up before
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DeadLetterFilter(
    Long id,
    String channel,
    String group,
    String type,
    String key,
    String cause,
    Instant since,
    Instant until) {

  public static DeadLetterFilter all() {
    return of(DeadLetterQuery.all());
  }

  public static DeadLetterFilter of(DeadLetterQuery query) {
    return new DeadLetterFilter(
        query.id(),
        query.channel(),
        query.group(),
        query.type(),
        query.key(),
        query.cause(),
        query.from(),
        query.to());
  }

  /** As the ledger asks it; {@code pending} leaves out those that were sent again. */
  public DeadLetterQuery query(boolean pending) {
    return new DeadLetterQuery(id, channel, group, type, key, cause, since, until, pending);
  }

  /** Whether it means all there are. */
  @JsonIgnore
  public boolean isEmpty() {
    return equals(all());
  }
}
