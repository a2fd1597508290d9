package dev.serai.manage.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.ledger.EventQuery;
import java.time.Instant;
import java.util.Set;

/**
 * Which events are meant; null or absent means any.
 *
 * @param since recorded then or later
 * @param until recorded before
 * @param types an entry that ends in {@code *} means all that begin so
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EventFilter(
    String channel,
    Instant since,
    Instant until,
    Set<String> types,
    String subject,
    String key,
    String id) {

  public EventFilter {
    types = types == null ? Set.of() : Set.copyOf(types);
  }

  public static EventFilter all() {
    return of(EventQuery.all());
  }

  public static EventFilter of(EventQuery query) {
    return new EventFilter(
        query.channel(),
        query.from(),
        query.to(),
        query.types(),
        query.subject(),
        query.key(),
        query.id());
  }

  public EventQuery query() {
    return new EventQuery(channel, since, until, types, subject, key, id);
  }
}
