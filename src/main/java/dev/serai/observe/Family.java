package dev.serai.observe;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * All meters of one series. Whoever counts often keeps the meter it was given. Safe for all
 * threads.
 *
 * @param <T> the meter
 */
final class Family<T> {

  /** Routes may make channel names from messages ({@code toD}); memory must not follow them. */
  static final int MOST = 2_000;

  private static final String OTHER = "(other)";

  private final Series series;
  private final Supplier<T> maker;
  private final Map<List<String>, T> meters = new ConcurrentHashMap<>();

  Family(Series series, Supplier<T> maker) {
    this.series = series;
    this.maker = maker;
  }

  Series series() {
    return series;
  }

  /** The meter with these label values; above {@link #MOST} all new ones share one. */
  T with(String... values) {
    if (values.length != series.labels().size()) {
      throw new IllegalArgumentException(
          series.exposed() + " wants " + series.labels() + ", but got " + Arrays.toString(values));
    }
    List<String> key = List.of(values);
    T known = meters.get(key);
    if (known != null) {
      return known;
    }
    return meters.computeIfAbsent(meters.size() < MOST ? key : others(values), k -> maker.get());
  }

  private static List<String> others(String[] values) {
    String[] others = values.clone();
    Arrays.fill(others, OTHER);
    return List.of(others);
  }

  void forEach(BiConsumer<List<String>, T> action) {
    meters.forEach(action);
  }
}
