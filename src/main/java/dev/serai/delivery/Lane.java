package dev.serai.delivery;

import dev.serai.ledger.ParkedDelivery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The deliveries of one key: at most one of them runs. As long as some of them lie in the ledger or
 * are on their way there, the key is parked and what arrives goes behind them. Guarded by the
 * group's lock.
 */
final class Lane {

  /** A delivery and what is to be written for it. */
  record Parkable(Call call, ParkedDelivery row) {}

  /** Null for the lane of all deliveries without a key, which run side by side. */
  final String key;

  /** Ready to run, running, or being settled. */
  Call current;

  /** A row from the ledger that waits for {@link #current} to end. */
  Call head;

  /** Rows in the ledger, or soon there; never less than there are. */
  int parked;

  /** When a write that changes {@link #parked} last began or ended, and how many are under way. */
  long lastWrite;

  int writesUnderWay;

  private ArrayDeque<Call> waiting;
  private List<Parkable> toPark = List.of();
  private boolean writing;

  Lane(String key) {
    this.key = key;
  }

  boolean parks() {
    return parked > 0 || writing || !toPark.isEmpty();
  }

  boolean idle() {
    return current == null && head == null && !parks() && (waiting == null || waiting.isEmpty());
  }

  void await(Call call) {
    if (waiting == null) {
      waiting = new ArrayDeque<>(4);
    }
    waiting.add(call);
  }

  /** The next from memory, null when there is none. */
  Call poll() {
    return waiting == null ? null : waiting.poll();
  }

  void park(Parkable delivery) {
    if (toPark.isEmpty()) {
      toPark = new ArrayList<>();
    }
    toPark.add(delivery);
  }

  /** What to write now; empty while an earlier write is under way, so that order is kept. */
  List<Parkable> beginWrite() {
    if (writing || toPark.isEmpty()) {
      return List.of();
    }
    writing = true;
    List<Parkable> batch = toPark;
    toPark = List.of();
    return batch;
  }

  void endWrite(int rows) {
    writing = false;
    parked += rows;
  }
}
