package dev.serai.manage.view;

import dev.serai.ledger.Replay;
import java.time.Instant;

/**
 * A replay under way or past.
 *
 * @param rate events per second, 0 for as fast as the group goes
 * @param state {@code running}, {@code done} or {@code cancelled}
 */
public record ReplayView(
    long id,
    Instant startedAt,
    String channel,
    String group,
    EventFilter query,
    int rate,
    long replayed,
    String state) {

  public static ReplayView of(Replay replay) {
    return new ReplayView(
        replay.id(),
        replay.startedAt(),
        replay.channel(),
        replay.group(),
        EventFilter.of(replay.query()),
        replay.perSecond(),
        replay.replayed(),
        replay.state());
  }
}
