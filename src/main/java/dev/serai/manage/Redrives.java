package dev.serai.manage;

import dev.serai.delivery.RedriveRun;
import dev.serai.manage.view.RedriveRequest;
import dev.serai.manage.view.RedriveView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Redrives of this process, the newest hundred; safe for all threads. */
final class Redrives {

  private static final int KEPT = 100;

  /** One of them. */
  record Started(long id, Instant at, RedriveRequest request, RedriveRun run) {

    RedriveView view() {
      return RedriveView.of(id, at, request, run.progress());
    }
  }

  private final Deque<Started> runs = new ArrayDeque<>();
  private long last;

  synchronized Started add(RedriveRequest request, RedriveRun run) {
    Started started = new Started(++last, Instant.now(), request, run);
    runs.addFirst(started);
    if (runs.size() > KEPT) {
      runs.removeLast();
    }
    return started;
  }

  /** Newest first. */
  synchronized List<RedriveView> views() {
    return runs.stream().map(Started::view).toList();
  }

  synchronized Optional<Started> find(long id) {
    return runs.stream().filter(run -> run.id() == id).findFirst();
  }
}
