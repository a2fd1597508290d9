package dev.serai.bus.servicebus.twin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sessions of a store. Whoever asks for the next one waits until one with messages is free. */
final class Sessions {

  private final Store store;
  private final Map<String, SessionBox> boxes = new LinkedHashMap<>();
  private final Deque<Taker> waiting = new ArrayDeque<>();

  Sessions(Store store) {
    this.store = store;
  }

  void makeReady(Held held) {
    box(held.letter.sessionId()).ready.put(held.sequence, held);
  }

  void arrived(Held held) {
    SessionBox box = box(held.letter.sessionId());
    if (box.holder != null) {
      dispatch(box);
    } else if (!waiting.isEmpty()) {
      grant();
    }
  }

  SessionBox box(String id) {
    return boxes.computeIfAbsent(id, SessionBox::new);
  }

  /** Grants the session, or the next one when it is free; refuses one that another has. */
  void accept(Taker taker, String id) {
    if (id == null) {
      waiting.add(taker);
      grant();
      return;
    }
    SessionBox box = box(id);
    if (box.isFree(System.currentTimeMillis())) {
      give(box, taker);
    } else {
      taker.end(
          "com.microsoft:session-cannot-be-locked",
          "The requested session '" + id + "' cannot be accepted.");
    }
  }

  private void grant() {
    long now = System.currentTimeMillis();
    while (!waiting.isEmpty()) {
      SessionBox free =
          boxes.values().stream()
              .filter(box -> box.isFree(now) && !box.ready.isEmpty())
              .findFirst()
              .orElse(null);
      if (free == null) {
        return;
      }
      give(free, waiting.poll());
    }
  }

  private void give(SessionBox box, Taker taker) {
    // The last one to be given is the last to be given again.
    boxes.remove(box.id);
    boxes.put(box.id, box);
    box.holder = taker;
    renew(box);
    taker.granted(box);
    dispatch(box);
  }

  long renew(SessionBox box) {
    box.lockedUntil = System.currentTimeMillis() + store.options.lockMillis();
    return box.lockedUntil;
  }

  void dispatch() {
    grant();
    boxes.values().stream()
        .filter(box -> box.holder != null && !box.ready.isEmpty())
        .forEach(this::dispatch);
  }

  void dispatch(SessionBox box) {
    while (!store.paused && box.holder != null && box.holder.credit() > 0) {
      Map.Entry<Long, Held> next = box.ready.pollFirstEntry();
      if (next == null) {
        return;
      }
      store.hand(next.getValue(), box.holder);
    }
  }

  void leave(Taker taker) {
    waiting.remove(taker);
    for (SessionBox box : List.copyOf(boxes.values())) {
      if (box.holder == taker) {
        free(box);
      }
    }
    grant();
  }

  private void free(SessionBox box) {
    Taker before = box.holder;
    box.holder = null;
    for (Held held : store.locked()) {
      if (held.holder == before) {
        store.release(held, true);
      }
    }
  }

  void sweep(long now) {
    boolean freed = false;
    for (SessionBox box : List.copyOf(boxes.values())) {
      if (box.holder != null && box.lockedUntil <= now) {
        Taker before = box.holder;
        free(box);
        store.count("lockLost");
        before.end("com.microsoft:session-lock-lost", "The lock of the session has expired.");
        freed = true;
      }
    }
    if (freed) {
      dispatch();
    }
  }

  void loseLocks() {
    boxes.values().forEach(box -> box.lockedUntil = 0);
  }

  /** Session ids and whether someone has them. */
  Map<String, Boolean> held() {
    Map<String, Boolean> held = new LinkedHashMap<>();
    boxes.forEach((id, box) -> held.put(id, box.holder != null));
    return held;
  }
}
