package dev.serai.delivery;

import dev.serai.delivery.Lane.Parkable;
import dev.serai.ledger.ParkedDelivery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What a group holds in memory, and what of it may run next. Guarded by the group's lock.
 *
 * <p>In a group without order every delivery is in the lane without key.
 */
final class Lanes {

  private final Map<String, Lane> byKey = new HashMap<>();
  private final Lane loose = new Lane(null);
  private final ArrayDeque<Call> fresh = new ArrayDeque<>();
  private final ArrayDeque<Call> rows = new ArrayDeque<>();

  /** Keys whose next row must be due; one that is not is a miscount. */
  private final Set<Lane> expecting = new HashSet<>();

  private final Function<Call, ParkedDelivery> behind;
  private boolean rowsTurn;
  private long parked;
  private long writes;
  private long lastGone;

  /** {@code behind} makes the row of a delivery that was not tried yet. */
  Lanes(Function<Call, ParkedDelivery> behind) {
    this.behind = behind;
  }

  /** Takes a delivery from the bus; gives the lane when it must be parked behind its key. */
  Lane arrived(Call call, String key) {
    if (key == null) {
      call.lane = loose;
      fresh.add(call);
      return null;
    }
    Lane lane = byKey.get(key);
    if (lane == null) {
      lane = new Lane(key);
      byKey.put(key, lane);
      call.lane = lane;
      lane.current = call;
      fresh.add(call);
      return null;
    }
    call.lane = lane;
    if (lane.parks()) {
      lane.park(new Parkable(call, behind.apply(call)));
      return lane;
    }
    lane.await(call);
    return null;
  }

  /**
   * Takes a row from the ledger; it runs when nothing else of its key does.
   *
   * @param callable false when the handler must not be called for it again
   */
  void loaded(Call row, String key, boolean callable) {
    Lane lane = key == null ? loose : lane(key);
    row.lane = lane;
    expecting.remove(lane);
    boolean free = lane.key == null || lane.current == null;
    if (free && lane.key != null) {
      lane.current = row;
    }
    if (callable && free) {
      rows.add(row);
    } else if (callable) {
      lane.head = row;
    }
  }

  /** The next to run, by turns from the bus and from the ledger; null when there is none. */
  Call next(boolean freshFirst) {
    boolean fromRows = !rows.isEmpty() && (fresh.isEmpty() || (rowsTurn && !freshFirst));
    rowsTurn = !fromRows;
    return fromRows ? rows.poll() : fresh.poll();
  }

  /** A delivery from the bus is settled: the next of its key may run. */
  void settled(Call call) {
    leave(call.lane, call);
  }

  /** A delivery from the bus failed: it goes to the ledger, and with it what waits behind it. */
  void park(Call call, ParkedDelivery row) {
    Lane lane = call.lane;
    lane.park(new Parkable(call, row));
    leave(lane, call);
    parkWaiting(lane);
  }

  /** What to write for the lane now; empty while an earlier write of it is under way. */
  List<Parkable> beginPark(Lane lane) {
    List<Parkable> batch = lane.beginWrite();
    if (!batch.isEmpty()) {
      writeBegins(lane);
    }
    return batch;
  }

  /** What {@link #beginPark} gave is on disk. */
  void parked(Lane lane, int written) {
    lane.endWrite(written);
    parked += written;
    writeEnds(lane);
    advance(lane);
  }

  void settleBegins(Call row) {
    writeBegins(row.lane);
  }

  /** A row is gone from the ledger. */
  void rowSettled(Call row) {
    Lane lane = row.lane;
    writeEnds(lane);
    less(lane, 1);
    if (lane.key != null && lane.parked > 0) {
      expecting.add(lane);
    }
    leave(lane, row);
  }

  /** A row that was being settled turned out to be another hub's. */
  void rowLost(Call row) {
    writeEnds(row.lane);
    leave(row.lane, row);
  }

  /** What is ready and comes from the ledger; it is no longer. */
  List<Call> takeReadyRows() {
    List<Call> ready = new ArrayList<>(rows);
    rows.clear();
    return ready;
  }

  /** A row stays in the ledger until a later time. */
  void rowWaits(Call row) {
    leave(row.lane, row);
  }

  /** A row of the key is about to be written by another than this group. */
  Lane expect(String key) {
    Lane lane = key == null ? loose : lane(key);
    writeBegins(lane);
    lane.parked++;
    parked++;
    parkWaiting(lane);
    return lane;
  }

  /** That write has ended. */
  void expected(Lane lane, boolean written) {
    writeEnds(lane);
    less(lane, written ? 0 : 1);
    advance(lane);
  }

  Set<Lane> expecting() {
    return Set.copyOf(expecting);
  }

  /** Whether one of these keys still waits for its row. */
  boolean missing(Set<Lane> expected) {
    return expected.stream().anyMatch(expecting::contains);
  }

  /** A mark in the order of the writes, for {@link #recount}. */
  long mark() {
    return writes;
  }

  /**
   * Sets right what was not written since the mark, from counts read after it. Gives the lanes that
   * must be written.
   */
  List<Lane> recount(Map<String, Integer> counts, long mark) {
    List<Lane> toWrite = new ArrayList<>();
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      String key = entry.getKey();
      if (!key.isEmpty() && !byKey.containsKey(key) && lastGone > mark) {
        continue;
      }
      Lane lane = key.isEmpty() ? loose : lane(key);
      if (untouched(lane, mark) && lane.parked < entry.getValue()) {
        parked += entry.getValue() - lane.parked;
        lane.parked = entry.getValue();
        if (parkWaiting(lane)) {
          toWrite.add(lane);
        }
      }
    }
    List<Lane> all = new ArrayList<>(byKey.values());
    all.add(loose);
    for (Lane lane : all) {
      int count = counts.getOrDefault(lane.key == null ? "" : lane.key, 0);
      if (untouched(lane, mark)) {
        less(lane, lane.parked - count);
        expecting.remove(lane);
        advance(lane);
      }
    }
    return toWrite;
  }

  /**
   * Learns what other hubs may have parked or settled of some keys, from counts read after the
   * mark. More than is known counts at once, so that nothing overtakes it; less only where nothing
   * was written here meanwhile. Gives the lanes that must be written.
   */
  List<Lane> refresh(Set<String> keys, Map<String, Integer> counts, long mark) {
    List<Lane> toWrite = new ArrayList<>();
    for (String key : keys) {
      int count = counts.getOrDefault(key, 0);
      Lane lane = count > 0 ? lane(key) : byKey.get(key);
      if (lane == null) {
        continue;
      }
      if (lane.parked < count) {
        parked += count - lane.parked;
        lane.parked = count;
        if (parkWaiting(lane)) {
          toWrite.add(lane);
        }
      } else if (lane.parked > count && untouched(lane, mark)) {
        less(lane, lane.parked - count);
        expecting.remove(lane);
        advance(lane);
      }
    }
    return toWrite;
  }

  private static boolean untouched(Lane lane, long mark) {
    return lane.writesUnderWay == 0 && lane.lastWrite <= mark;
  }

  private void writeBegins(Lane lane) {
    lane.lastWrite = ++writes;
    lane.writesUnderWay++;
  }

  private void writeEnds(Lane lane) {
    lane.lastWrite = ++writes;
    lane.writesUnderWay--;
  }

  private void less(Lane lane, int fewer) {
    int real = Math.max(0, Math.min(fewer, lane.parked));
    lane.parked -= real;
    parked -= real;
  }

  int ready() {
    return fresh.size() + rows.size();
  }

  int readyRows() {
    return rows.size();
  }

  long parked() {
    return parked;
  }

  private Lane lane(String key) {
    return byKey.computeIfAbsent(key, Lane::new);
  }

  private boolean parkWaiting(Lane lane) {
    boolean some = false;
    for (Call next = lane.poll(); next != null; next = lane.poll()) {
      lane.park(new Parkable(next, behind.apply(next)));
      some = true;
    }
    return some;
  }

  private void leave(Lane lane, Call call) {
    if (lane.current == call) {
      lane.current = null;
      advance(lane);
    }
  }

  private void advance(Lane lane) {
    if (lane.key == null || lane.current != null) {
      return;
    }
    if (lane.head != null) {
      lane.current = lane.head;
      lane.head = null;
      rows.add(lane.current);
    } else if (!lane.parks()) {
      lane.current = lane.poll();
      if (lane.current == null) {
        expecting.remove(lane);
        byKey.remove(lane.key);
        lastGone = writes;
      } else {
        fresh.add(lane.current);
      }
    }
  }
}
