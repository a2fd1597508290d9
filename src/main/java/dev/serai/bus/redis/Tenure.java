package dev.serai.bus.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The time from a member's joining until it leaves or loses its lease, under a name never used
 * again: the name is what fences it. Safe for all threads.
 */
final class Tenure {

  /** A shard that the member holds. */
  private static final class Held {
    /** After which entry others' leftovers are to be looked for; null when all are taken over. */
    String after = "0-0";

    int open;
    boolean leaving;
  }

  final String name;
  private final Duration lease;
  private final Map<Integer, Held> shards = new HashMap<>();
  private long until = System.nanoTime();
  private boolean ended;
  private boolean claims = true;

  Tenure(String name, Duration lease) {
    this.name = name;
    this.lease = lease;
  }

  /** Whether the lease is known to last. */
  synchronized boolean holds() {
    return !ended && System.nanoTime() - until < 0;
  }

  synchronized void end() {
    ended = true;
  }

  /** The lease was prolonged by a command sent at that time. */
  synchronized void renewed(long sentNanos) {
    until = sentNanos + lease.toNanos();
    claims = true;
  }

  /** What the member holds, of which it keeps its share and gives the rest back. */
  synchronized void share(int share, List<Integer> held) {
    shards.keySet().retainAll(held);
    held.forEach(shard -> shards.computeIfAbsent(shard, number -> new Held()));
    int staying = 0;
    for (int shard : held) {
      Held each = shards.get(shard);
      each.leaving = ++staying > share;
    }
  }

  /** Shards to be given back in which nothing is open any more. */
  synchronized List<Integer> free() {
    List<Integer> free = new ArrayList<>();
    shards.forEach(
        (shard, held) -> {
          if (held.leaving && held.open == 0) {
            free.add(shard);
          }
        });
    return free;
  }

  /** Shards whose leftovers are all taken over, so that new events may be read. */
  synchronized List<Integer> toRead() {
    List<Integer> ready = new ArrayList<>();
    shards.forEach(
        (shard, held) -> {
          if (!held.leaving && held.after == null) {
            ready.add(shard);
          }
        });
    return ready;
  }

  synchronized List<Integer> toClaim() {
    List<Integer> ready = new ArrayList<>();
    shards.forEach(
        (shard, held) -> {
          if (!held.leaving && held.after != null) {
            ready.add(shard);
          }
        });
    return ready;
  }

  synchronized String claimsAfter(int shard) {
    Held held = shards.get(shard);
    return held == null || held.after == null ? "0-0" : held.after;
  }

  /** How far leftovers were taken over; empty when that was all. */
  synchronized void claimed(int shard, String after) {
    Held held = shards.get(shard);
    if (held != null) {
      held.after = after.isEmpty() ? null : after;
    }
  }

  synchronized void opened(int shard, int count) {
    Held held = shards.get(shard);
    if (held != null) {
      held.open += count;
    }
  }

  /** Whether to look for leftovers of the dead: once after each renewal. */
  synchronized boolean claims() {
    return claims;
  }

  synchronized void claimsLater() {
    claims = false;
  }
}
