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

  private final String channel;
  private final String group;
  private final Groups groups;
  private final Scheduler scheduler;
  private final Supplier<GroupProgress> progress;
  private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
  private boolean saving;
  private boolean dirty;
  private boolean stopped;

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
      dirty = true;
      if (saving) {
        return;
      }
      saving = true;
    }
    save();
  }

  /** Completes when everything settled so far was saved, or a try to save it has failed. */
  CompletableFuture<Void> flush() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    synchronized (this) {
      if (!dirty && !saving) {
        return CompletableFuture.completedFuture(null);
      }
      waiting.add(done);
      if (saving) {
        return done;
      }
      saving = true;
    }
    save();
    return done;
  }

  /** Ends the tries to save what could not be saved. */
  synchronized void stop() {
    stopped = true;
  }

  private void save() {
    synchronized (this) {
      dirty = false;
    }
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
    List<CompletableFuture<Void>> told;
    synchronized (this) {
      if (dirty) {
        told = null;
      } else {
        saving = false;
        told = take();
      }
    }
    if (told == null) {
      save();
    } else {
      told.forEach(done -> done.complete(null));
    }
  }

  private void failed(Throwable failure) {
    List<CompletableFuture<Void>> told;
    synchronized (this) {
      saving = false;
      dirty = true;
      told = take();
      if (!stopped) {
        scheduler.after(PAUSE, this::changed);
      }
    }
    LOG.warn(
        "progress of group '{}' on '{}' is not saved yet: {}",
        group,
        channel,
        failure.getMessage());
    told.forEach(done -> done.complete(null));
  }

  private List<CompletableFuture<Void>> take() {
    List<CompletableFuture<Void>> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }
}
