package dev.serai.delivery;

import dev.serai.ledger.ParkedDeliveries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where hubs share a ledger and a group keeps the order of keys: asks the ledger, for each batch
 * from the bus, which of its keys other hubs have parked, before anything of it can run. The bus
 * gives a key to one hub at a time, and only when all before is settled there or parked for all to
 * see, so what was asked after the arrival is enough.
 */
final class Arrivals {

  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final ServedGroup group;
  private final Desk desk;
  private final ParkedDeliveries parked;
  private final Lanes lanes;
  private List<Call> waiting = new ArrayList<>();
  private int asked;
  private boolean looking;
  private volatile String trouble;

  Arrivals(ServedGroup group, Desk desk, Lanes lanes) {
    this.group = group;
    this.desk = desk;
    this.parked = desk.ledger().parked();
    this.lanes = lanes;
  }

  /**
   * @param count how many of those that were asked for these are, with those that are settled
   */
  void add(List<Call> calls, int count) {
    synchronized (this) {
      waiting.addAll(calls);
      asked += count;
      if (looking) {
        return;
      }
      looking = true;
    }
    desk.executor().execute(this::look);
  }

  private void look() {
    List<Call> calls;
    int count;
    synchronized (this) {
      calls = waiting;
      count = asked;
      waiting = new ArrayList<>();
      asked = 0;
    }
    try {
      takeIn(calls, count);
      trouble = null;
    } catch (RuntimeException e) {
      again(calls, count, e);
      return;
    }
    synchronized (this) {
      if (waiting.isEmpty() && asked == 0) {
        looking = false;
        return;
      }
    }
    desk.executor().execute(this::look);
  }

  private void takeIn(List<Call> calls, int count) {
    Set<String> keys = new HashSet<>();
    for (Call call : calls) {
      String key = RowFactory.key(group.route().group(), call.event);
      if (key != null) {
        keys.add(key);
      }
    }
    long[] mark = new long[1];
    group.change(() -> mark[0] = lanes.mark());
    Map<String, Integer> counts = parked.countAmong(group.channel(), group.name(), keys);
    group.arrived(calls, count, () -> lanes.refresh(keys, counts, mark[0]));
  }

  /** They stay in front of what came later. */
  private void again(List<Call> calls, int count, RuntimeException why) {
    if (trouble == null) {
      LOG.warn("group '{}': cannot see what other hubs have parked", group.name(), why);
    }
    trouble = "cannot see what other hubs have parked: " + Causes.text(why);
    synchronized (this) {
      calls.addAll(waiting);
      waiting = calls;
      asked += count;
    }
    if (!group.closing()) {
      desk.scheduler().after(PAUSE, () -> desk.executor().execute(this::look));
    }
  }

  /** Why deliveries wait here, null when they do not. */
  String trouble() {
    return trouble;
  }
}
