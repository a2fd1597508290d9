package dev.serai.manage.view;

import dev.serai.delivery.GroupState;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * A group as it is now.
 *
 * @param route null when no route serves it
 * @param breaker {@code none}, {@code closed}, {@code half-open} or {@code open}
 * @param lagEvents events not settled, null when the broker does not tell
 * @param lagMillis age of the oldest of them, null when unknown
 * @param trouble what keeps it from fetching, or null
 */
public record GroupView(
    String channel,
    String group,
    String route,
    boolean paused,
    String breaker,
    int inFlight,
    long parked,
    Long lagEvents,
    Long lagMillis,
    String trouble) {

  public static GroupView of(GroupState state) {
    OptionalLong events = state.lag().events();
    return new GroupView(
        state.channel(),
        state.group(),
        state.route(),
        state.paused(),
        state.breaker(),
        state.inFlight(),
        state.parked(),
        events.isPresent() ? (Long) events.getAsLong() : null,
        state.lag().oldest().map(Duration::toMillis).orElse(null),
        state.trouble());
  }
}
