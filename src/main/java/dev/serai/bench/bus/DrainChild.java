package dev.serai.bench.bus;

import dev.serai.bench.child.Parent;
import java.nio.file.Path;
import java.util.Arrays;

/** Piles up events and then drains them through a route, as often as asked. */
final class DrainChild {

  private static final int WARM_UP = 50_000;

  private DrainChild() {}

  /** Takes a folder, the number of events and how often; tells the median drain rate. */
  public static void main(String[] args) throws Exception {
    int events = Integer.parseInt(args[1]);
    double[] rates = new double[Integer.parseInt(args[2])];
    try (BenchHub hub = new BenchHub(Path.of(args[0]))) {
      int warmUp = Math.min(WARM_UP, events);
      for (int i = 0; i < 2; i++) {
        hub.publish("warm-up-" + i, warmUp);
        hub.consume("warm-up-" + i, "none", warmUp);
      }
      for (int i = 0; i < rates.length; i++) {
        hub.publish("drain-" + i, events);
        rates[i] = hub.consume("drain-" + i, "none", events);
      }
    }
    Arrays.sort(rates);
    Parent.tell(Double.toString(rates[rates.length / 2]));
    System.exit(0);
  }
}
