package dev.serai.manage;

import dev.serai.event.EventSize;
import dev.serai.manage.view.Page;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Reads lists of events part by part, so that large ones do not fill memory. */
final class Pages {

  static final Set<String> PARAMETERS = Set.of("after", "limit");

  private static final int USUAL = 100;
  private static final int MOST = 1_000;
  private static final int AT_ONCE = 20;
  private static final long MOST_BYTES = 16L << 20;

  /** Reads some rows after a place, lowest first. */
  @FunctionalInterface
  interface Source<R> {
    List<R> read(long after, int limit);
  }

  private Pages() {}

  /** As many as were asked for, or fewer when they are large; {@code next} then leads on. */
  static <R, V> Page<V> read(
      Asked asked,
      Source<R> source,
      ToLongFunction<R> place,
      Function<R, CloudEvent> event,
      Function<R, V> view) {
    int limit = Math.toIntExact(asked.number("limit", USUAL, 1, MOST));
    long after = asked.number("after", 0, 0, Long.MAX_VALUE);
    List<V> items = new ArrayList<>();
    long bytes = 0;
    while (items.size() < limit && bytes < MOST_BYTES) {
      int wanted = Math.min(AT_ONCE, limit - items.size());
      List<R> rows = source.read(after, wanted);
      for (R row : rows) {
        bytes += EventSize.of(event.apply(row));
        after = place.applyAsLong(row);
        items.add(view.apply(row));
      }
      if (rows.size() < wanted) {
        return new Page<>(items, null);
      }
    }
    return new Page<>(items, after);
  }
}
