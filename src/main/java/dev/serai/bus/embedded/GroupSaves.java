package dev.serai.bus.embedded;

import dev.serai.bus.Scheduler;
import dev.serai.ledger.GroupProgress;
import dev.serai.ledger.Groups;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a group's progress durable with at most one save under way: what is settled meanwhile goes
 * with the next one. A failed save is tried again after a second.
 */
final class GroupSaves {

  private static final Logger LOG = LoggerFactory.getLogger(GroupSaves.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private enum State {
    /** Everything settled is durable. */
    CLEAN,
    SAVING,
    /** A save is under way that does not have everything. */
    SAVING_STALE,
    /** The last save failed. */
    PAUSING
  }

  private final String channel;
  private final String group;
  private final Groups groups;
  private final Scheduler scheduler;
  private final Supplier<GroupProgress> progress;
  private final List<CompletableFuture<Void>> flushes = new ArrayList<>();
  private State state = State.CLEAN;
  private boolean stopped;

  /** Whether the log says that saves fail. */
  private boolean told;

  GroupSaves(
      String channel,
      String group,
      Groups groups,
      Scheduler scheduler,
      Supplier<GroupProgress> progress) {
    this.channel = channel;
    this.group = group;
    this.groups = groups;
    this.scheduler = scheduler;
    this.progress = progress;
  }

  /** Something was settled. Never blocks. */
  void changed() {
    synchronized (this) {
      switch (state) {
        case CLEAN -> state = State.SAVING;
        case SAVING -> {
          state = State.SAVING_STALE;
          return;
        }
        case SAVING_STALE, PAUSING -> {
          return;
        }
      }
    }
    save();
  }

  /** Completes when everything settled so far was saved, or when a save has failed. */
  CompletableFuture<Void> flush() {
    CompletableFuture<Void> flushed = new CompletableFuture<>();
    synchronized (this) {
      if (state == State.CLEAN) {
        return CompletableFuture.completedFuture(null);
      }
      flushes.add(flushed);
      if (state != State.PAUSING) {
        return flushed;
      }
      state = State.SAVING;
    }
    save();
    return flushed;
  }

  private void save() {
    groups
        .save(channel, group, progress.get())
        .whenComplete(
            (saved, failure) -> {
              if (failure == null) {
                saved();
              } else {
                failed(failure);
              }
            });
  }

  private void saved() {
    List<CompletableFuture<Void>> waiting;
    synchronized (this) {
      if (state == State.SAVING_STALE) {
        state = State.SAVING;
        waiting = null;
      } else {
        state = State.CLEAN;
        waiting = takeFlushes();
      }
      if (told) {
        told = false;
        LOG.info("group '{}' on '{}': what was settled is durable again", group, channel);
      }
    }
    if (waiting == null) {
      save();
    } else {
      waiting.forEach(flushed -> flushed.complete(null));
    }
  }

  private void failed(Throwable failure) {
    List<CompletableFuture<Void>> waiting;
    synchronized (this) {
      state = State.PAUSING;
      waiting = takeFlushes();
      if (!stopped) {
        if (!told) {
          told = true;
          LOG.warn(
              "group '{}' on '{}': what was settled is not durable yet: {}",
              group,
              channel,
              failure.getMessage());
        }
        scheduler.after(PAUSE, this::resume);
      }
    }
    waiting.forEach(flushed -> flushed.completeExceptionally(failure));
  }

  private void resume() {
    synchronized (this) {
      if (state != State.PAUSING) {
        return;
      }
      state = State.SAVING;
    }
    save();
  }

  /** Ends the tries to save what could not be saved. */
  synchronized void stop() {
    stopped = true;
  }

  private List<CompletableFuture<Void>> takeFlushes() {
    List<CompletableFuture<Void>> all = List.copyOf(flushes);
    flushes.clear();
    return all;
  }
}
