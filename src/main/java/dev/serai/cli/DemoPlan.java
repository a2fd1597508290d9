package dev.serai.cli;

import dev.serai.cli.DemoDelivery.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What the demo sends, in this order. */
final class DemoPlan {

  private static final String SUCCESS = "workflow_run.completed.success";
  private static final String FAILURE = "workflow_run.completed.failure";

  /**
   * Failed attempts that the plan leads to: two of the flaky call, all but the last of the dead
   * one.
   */
  static final int RETRIES = 2 + 3;

  static final int DEAD_LETTERS = 2;

  private DemoPlan() {}

  static List<DemoDelivery> deliveries() {
    List<DemoDelivery> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.add(delivery("a pipeline that passed", SUCCESS, "harbor", Kind.GOOD));
    }
    all.add(delivery("a push with its commits", "push", "harbor", Kind.GOOD));
    DemoDelivery failed = delivery("a pipeline that failed", FAILURE, "harbor", Kind.GOOD);
    all.add(failed);
    all.add(
        new DemoDelivery(
            "the same delivery again", FAILURE, failed.repository(), failed.id(), Kind.REPEATED));
    all.add(delivery("a forged signature", FAILURE, "harbor", Kind.FORGED));
    all.add(delivery("a body cut short", FAILURE, "harbor", Kind.CUT_SHORT));
    all.add(delivery("a ping", "ping", "harbor", Kind.OF_NO_INTEREST));
    all.add(delivery("healing fails twice, then works", FAILURE, "flaky", Kind.GOOD));
    all.add(delivery("healing never works", FAILURE, "down", Kind.GOOD));
    all.add(delivery("healing cannot work", FAILURE, "poison", Kind.GOOD));
    return all;
  }

  private static DemoDelivery delivery(String what, String sample, String name, Kind kind) {
    return new DemoDelivery(
        what, sample, "caravan-works/" + name, UUID.randomUUID().toString(), kind);
  }
}
