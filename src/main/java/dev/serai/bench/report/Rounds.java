package dev.serai.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of subjects that took turns. Used by one thread. */
public final class Rounds {

  private final Map<String, List<Double>> values = new LinkedHashMap<>();

  public void add(String subject, double value) {
    values.computeIfAbsent(subject, any -> new ArrayList<>()).add(value);
  }

  /** Whether the subject took part. */
  public boolean has(String subject) {
    return values.containsKey(subject);
  }

  /** The median of what a subject reached, with its extremes. */
  public Figure figure(String subject, String unit) {
    double[] sorted = values(subject).stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Figure(subject, median(sorted), sorted[0], sorted[sorted.length - 1], unit);
  }

  public List<Figure> figures(String unit) {
    return values.keySet().stream().map(subject -> figure(subject, unit)).toList();
  }

  /** The median of the ratios within each round. */
  public double ratio(String subject, String to) {
    List<Double> above = values(subject);
    List<Double> below = values(to);
    double[] ratios = new double[Math.min(above.size(), below.size())];
    Arrays.setAll(ratios, i -> above.get(i) / below.get(i));
    Arrays.sort(ratios);
    return median(ratios);
  }

  private List<Double> values(String subject) {
    List<Double> found = values.get(subject);
    if (found == null) {
      throw new IllegalArgumentException(
          "'" + subject + "' took part in no round; there are " + values.keySet());
    }
    return found;
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
