package dev.serai.observe;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The values of one scrape; for one thread. */
final class Sheet {

  private static final double[] BOUNDS = Buckets.bounds();

  private final Map<Series, List<DataPointSnapshot>> points = new EnumMap<>(Series.class);

  void put(Series series, long value, String... labels) {
    // Exact up to 2^53; Prometheus knows no other numbers.
    put(series, Long.valueOf(value).doubleValue(), labels);
  }

  /** Notes a value; what is unknown (NaN) is left out, so that it is never shown as a number. */
  void put(Series series, double value, String... labels) {
    if (Double.isNaN(value)) {
      return;
    }
    Labels names = labels(series, Arrays.asList(labels));
    add(
        series,
        switch (series.kind()) {
          case COUNTER -> CounterDataPointSnapshot.builder().value(value).labels(names).build();
          case GAUGE -> GaugeDataPointSnapshot.builder().value(value).labels(names).build();
          case INFO -> InfoDataPointSnapshot.builder().labels(names).build();
          case HISTOGRAM ->
              throw new IllegalArgumentException(series.exposed() + " is counted in buckets");
        });
  }

  void putCounts(Family<LongAdder> family) {
    family.forEach(
        (labels, count) -> put(family.series(), count.sum(), labels.toArray(String[]::new)));
  }

  void putBuckets(Family<Buckets> family) {
    family.forEach(
        (labels, buckets) ->
            add(
                family.series(),
                HistogramDataPointSnapshot.builder()
                    .labels(labels(family.series(), labels))
                    .classicHistogramBuckets(
                        ClassicHistogramBuckets.of(
                            Arrays.stream(BOUNDS).boxed().toList(),
                            Arrays.stream(buckets.counts()).boxed().toList()))
                    .sum(buckets.sumSeconds())
                    .build()));
  }

  private void add(Series series, DataPointSnapshot point) {
    points.computeIfAbsent(series, s -> new ArrayList<>()).add(point);
  }

  private static Labels labels(Series series, List<String> values) {
    return Labels.of(series.labels(), values);
  }

  MetricSnapshots snapshots() {
    List<MetricSnapshot> snapshots = new ArrayList<>();
    points.forEach((series, values) -> snapshots.add(snapshot(series, values)));
    return new MetricSnapshots(snapshots);
  }

  private static MetricSnapshot snapshot(Series series, List<DataPointSnapshot> values) {
    return switch (series.kind()) {
      case COUNTER -> {
        CounterSnapshot.Builder counter = CounterSnapshot.builder();
        values.forEach(point -> counter.dataPoint((CounterDataPointSnapshot) point));
        yield counter.name(without(series, "_total")).help(series.help()).build();
      }
      case GAUGE -> {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder();
        values.forEach(point -> gauge.dataPoint((GaugeDataPointSnapshot) point));
        yield gauge.name(series.exposed()).help(series.help()).build();
      }
      case HISTOGRAM -> {
        HistogramSnapshot.Builder histogram = HistogramSnapshot.builder();
        values.forEach(point -> histogram.dataPoint((HistogramDataPointSnapshot) point));
        yield histogram.name(series.exposed()).help(series.help()).build();
      }
      case INFO -> {
        InfoSnapshot.Builder info = InfoSnapshot.builder();
        values.forEach(point -> info.dataPoint((InfoDataPointSnapshot) point));
        yield info.name(without(series, "_info")).help(series.help()).build();
      }
    };
  }

  /** The writers of the text formats put the suffix on again. */
  private static String without(Series series, String suffix) {
    String name = series.exposed();
    if (!name.endsWith(suffix)) {
      throw new IllegalStateException(name + " must end in " + suffix);
    }
    return name.substring(0, name.length() - suffix.length());
  }
}
