package dev.serai.ledger;

import java.time.Instant;

/**
 * A replay of the log into one group.
 *
 * @param id given by the ledger; 0 before it is stored
 * @param perSecond events per second, 0 for as fast as the group goes
 * @param cursor the last place handed on
 * @param until the last place that belongs to it, fixed when it begins
 * @param state {@code running}, {@code done} or {@code cancelled}
 */
public record Replay(
    long id,
    String channel,
    String group,
    EventQuery query,
    int perSecond,
    long cursor,
    long until,
    long replayed,
    String state,
    Instant startedAt) {

  public Replay withId(long given) {
    return new Replay(
        given, channel, group, query, perSecond, cursor, until, replayed, state, startedAt);
  }
}
