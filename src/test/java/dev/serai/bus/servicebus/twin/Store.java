package dev.serai.bus.servicebus.twin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The messages of a queue or subscription, or of its dead letters. For the loop's thread only. */
final class Store {

  static final String DEAD_LETTERS = "/$deadletterqueue";

  final String path;
  StoreOptions options;
  final Store deadLetters;
  final Sessions sessions;
  boolean paused;

  private final Letters letters;
  private final TreeMap<Long, Held> all = new TreeMap<>();
  private final TreeMap<Long, Held> ready = new TreeMap<>();
  private final Map<UUID, Held> locked = new LinkedHashMap<>();
  private final List<Held> scheduled = new ArrayList<>();
  private final List<Taker> takers = new ArrayList<>();
  private final Map<String, Long> counts = new HashMap<>();
  private long sequences;
  private int turn;

  Store(String path, StoreOptions options, Letters letters) {
    this.path = path;
    this.options = options;
    this.letters = letters;
    this.sessions = options.sessions() ? new Sessions(this) : null;
    this.deadLetters =
        path.endsWith(DEAD_LETTERS)
            ? null
            : new Store(
                path + DEAD_LETTERS, StoreOptions.DEFAULT.lock(options.lockMillis()), letters);
  }

  /** The last part of the path. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Gives its sequence number. */
  long add(Letter letter, long enqueuedAt) {
    long ttl = letter.timeToLive() > 0 ? letter.timeToLive() : options.timeToLive();
    Letter kept =
        ttl == letter.timeToLive()
            ? letter
            : new Letter(
                letter.bare(),
                letter.annotations(),
                letter.messageId(),
                letter.sessionId(),
                ttl,
                letter.scheduledAt());
    long sequence = ++sequences;
    Held held = new Held(kept, sequence, sequence, enqueuedAt);
    all.put(sequence, held);
    count("enqueued");
    if (options.sessions() && letter.sessionId() == null) {
      bury(held, Map.of("DeadLetterReason", "Session id is null."));
    } else if (letter.scheduledAt() > enqueuedAt) {
      held.state = Held.State.SCHEDULED;
      scheduled.add(held);
    } else {
      makeReady(held);
      if (sessions == null) {
        dispatch();
      } else {
        sessions.arrived(held);
      }
    }
    return sequence;
  }

  void makeReady(Held held) {
    held.state = Held.State.ACTIVE;
    if (sessions == null) {
      ready.put(held.sequence, held);
    } else {
      sessions.makeReady(held);
    }
  }

  void join(Taker taker) {
    takers.add(taker);
    dispatch();
  }

  /** Locks of messages outlive the link; a session does not. */
  void leave(Taker taker) {
    takers.remove(taker);
    if (sessions != null) {
      sessions.leave(taker);
    }
  }

  /** Hands out what is ready to those that want more. */
  void dispatch() {
    if (paused) {
      return;
    }
    if (sessions != null) {
      sessions.dispatch();
      return;
    }
    while (!ready.isEmpty()) {
      Taker next = nextTaker();
      if (next == null) {
        return;
      }
      hand(ready.pollFirstEntry().getValue(), next);
    }
  }

  private Taker nextTaker() {
    for (int i = 0; i < takers.size(); i++) {
      turn = (turn + 1) % takers.size();
      if (takers.get(turn).credit() > 0) {
        return takers.get(turn);
      }
    }
    return null;
  }

  void hand(Held held, Taker taker) {
    long now = System.currentTimeMillis();
    if (held.isExpired(now)) {
      all.remove(held.sequence);
      count("expired");
    } else if (taker.deletes()) {
      held.lock = UUID.randomUUID();
      taker.take(held);
      all.remove(held.sequence);
    } else {
      lock(held, taker, now);
      taker.take(held);
    }
  }

  void lock(Held held, Taker taker, long now) {
    held.lock = UUID.randomUUID();
    held.holder = taker;
    held.lockedUntil = now + options.lockMillis();
    locked.put(held.lock, held);
  }

  /** The message under that lock, null when it is lost. */
  Held lockedBy(UUID lock) {
    return locked.get(lock);
  }

  /** When it is locked until then; 0 when the lock is lost. */
  long renew(UUID lock) {
    Held held = locked.remove(lock);
    if (held == null) {
      return 0;
    }
    held.lockedUntil = System.currentTimeMillis() + options.lockMillis();
    locked.put(lock, held);
    count("renewed");
    return held.lockedUntil;
  }

  void complete(Held held) {
    forget(held);
    count("completed");
  }

  private void forget(Held held) {
    if (held.lock != null) {
      locked.remove(held.lock);
      held.lock = null;
    }
    all.remove(held.sequence);
    ready.remove(held.sequence);
  }

  void abandon(Held held, Map<?, ?> more) {
    count("abandoned");
    held.letter = letters.with(held.letter, more);
    release(held, true);
    dispatch();
  }

  void release(Held held, boolean counted) {
    locked.remove(held.lock);
    held.lock = null;
    held.deliveries += counted ? 1 : 0;
    if (held.deliveries >= options.maxDeliveries() && deadLetters != null) {
      bury(held, Map.of("DeadLetterReason", "MaxDeliveryCountExceeded"));
    } else {
      makeReady(held);
    }
  }

  void defer(Held held, Map<?, ?> more) {
    locked.remove(held.lock);
    held.lock = null;
    held.letter = letters.with(held.letter, more);
    held.state = Held.State.DEFERRED;
  }

  void bury(Held held, Map<?, ?> why) {
    forget(held);
    count("deadLettered");
    if (deadLetters != null) {
      Held dead =
          new Held(
              letters.with(held.letter, why),
              ++deadLetters.sequences,
              held.enqueuedSequence,
              held.enqueuedAt);
      dead.deadLetterSource = path;
      deadLetters.all.put(dead.sequence, dead);
      deadLetters.makeReady(dead);
      deadLetters.dispatch();
    }
  }

  /** What time alone brings about. */
  void sweep(long now) {
    List<Held> lost = new ArrayList<>();
    if (sessions == null) {
      for (Held held : locked.values()) {
        if (held.lockedUntil > now) {
          break;
        }
        lost.add(held);
      }
    } else {
      sessions.sweep(now);
    }
    for (Held held : lost) {
      count("lockLost");
      release(held, true);
    }
    List<Held> due = scheduled.stream().filter(held -> held.letter.scheduledAt() <= now).toList();
    scheduled.removeAll(due);
    due.forEach(this::makeReady);
    if (!lost.isEmpty() || !due.isEmpty()) {
      dispatch();
    }
    if (deadLetters != null) {
      deadLetters.sweep(now);
    }
  }

  /** Messages from that sequence number on, in whatever state. */
  List<Held> peek(long from, int count, String session) {
    return all.tailMap(from, true).values().stream()
        .filter(held -> session == null || session.equals(held.letter.sessionId()))
        .limit(count)
        .toList();
  }

  Held deferred(long sequence) {
    Held held = all.get(sequence);
    return held != null && held.state == Held.State.DEFERRED ? held : null;
  }

  boolean cancel(long sequence) {
    Held held = all.get(sequence);
    return scheduled.remove(held) && all.remove(sequence, held);
  }

  /** Everything that is locked goes back, as when the locks had expired. */
  void loseLocks() {
    List<Held> lost = List.copyOf(locked.values());
    lost.forEach(held -> held.lockedUntil = 0);
    if (sessions != null) {
      sessions.loseLocks();
    }
    sweep(System.currentTimeMillis());
  }

  void endAll(String condition, String description) {
    List.copyOf(takers).forEach(taker -> taker.end(condition, description));
  }

  void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  long counted(String what) {
    return counts.getOrDefault(what, 0L);
  }

  int size() {
    return all.size();
  }

  List<Held> locked() {
    return List.copyOf(locked.values());
  }
}
