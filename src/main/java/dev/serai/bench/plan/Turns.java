package dev.serai.bench.plan;

import dev.serai.bench.report.Rounds;

/** What is compared takes turns, round by round. */
@FunctionalInterface
public interface Turns {

  /**
   * One round.
   *
   * @param number from 0, a new one each time
   */
  void take(Rounds into, int number) throws Exception;

  /**
   * The plan's rounds, after as many others, at least one, as fill its warm-up: in a JVM of its own
   * a hub takes seconds until all it does is compiled, and its compilers take a core meanwhile.
   */
  static Rounds measured(Plan plan, Turns turns) throws Exception {
    long warm = System.nanoTime() + plan.warmUp().toNanos();
    int number = 0;
    do {
      turns.take(new Rounds(), number++);
    } while (System.nanoTime() - warm < 0);
    Rounds measured = new Rounds();
    for (int round = 0; round < plan.rounds(); round++) {
      turns.take(measured, number++);
    }
    return measured;
  }
}
