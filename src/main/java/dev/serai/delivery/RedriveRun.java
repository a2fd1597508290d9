package dev.serai.delivery;

import dev.serai.ledger.DeadLetter;
import dev.serai.ledger.DeadLetterQuery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A redrive under way. It ends with the hub; what it has not sent is still pending then. */
public final class RedriveRun {

  private static final Logger LOG = LoggerFactory.getLogger(RedriveRun.class);
  private static final int PAGE = 20;
  private static final int PAGES_PER_SECOND = 10;

  /**
   * How far it is.
   *
   * @param total how many matched when it began
   * @param skipped those that could not be edited, or were redriven by somebody else meanwhile
   * @param state {@code running}, {@code done}, {@code cancelled} or {@code failed}
   * @param problem the last thing that went wrong, or null
   */
  public record Progress(long total, long sent, long skipped, String state, String problem) {}

  private final Redrive redrive;
  private final DeadLetterQuery query;
  private final int perSecond;
  private final MergePatch edit;
  private final long total;
  private final int page;
  private final CompletableFuture<Progress> end = new CompletableFuture<>();
  private long after;
  private long sent;
  private long skipped;
  private String state = "running";
  private String problem;

  RedriveRun(Redrive redrive, DeadLetterQuery query, int perSecond, MergePatch edit, long total) {
    this.redrive = redrive;
    this.query = query;
    this.perSecond = perSecond;
    this.edit = edit;
    this.total = total;
    this.page = perSecond == 0 ? PAGE : Math.max(1, Math.min(PAGE, perSecond / PAGES_PER_SECOND));
  }

  public synchronized Progress progress() {
    return new Progress(total, sent, skipped, state, problem);
  }

  /** Sends no more. */
  public void cancel() {
    end("cancelled", null);
  }

  /** Completes with the last progress, however it ended. */
  public CompletionStage<Progress> done() {
    return end.copy();
  }

  /** Sends one page and sees to the next one. */
  void step() {
    try {
      List<DeadLetter> letters = redrive.page(query, place(), page);
      if (letters.isEmpty()) {
        end("done", null);
        return;
      }
      CompletableFuture<?>[] writes =
          letters.stream().map(this::send).toArray(CompletableFuture<?>[]::new);
      CompletionStage<Void> all = CompletableFuture.allOf(writes);
      all.whenComplete((done, cause) -> next(letters, cause));
    } catch (RuntimeException e) {
      end("failed", e);
    }
  }

  private CompletableFuture<Void> send(DeadLetter letter) {
    try {
      return redrive.send(letter, edit).thenAccept(this::count).toCompletableFuture();
    } catch (IllegalArgumentException e) {
      skip(e);
      return CompletableFuture.completedFuture(null);
    }
  }

  private void next(List<DeadLetter> letters, Throwable cause) {
    if (cause != null) {
      end("failed", cause);
      return;
    }
    synchronized (this) {
      after = letters.get(letters.size() - 1).id();
      if (!state.equals("running")) {
        return;
      }
    }
    if (perSecond == 0) {
      redrive.soon(this::step);
    } else {
      redrive.later(Duration.ofNanos(1_000_000_000L * letters.size() / perSecond), this::step);
    }
  }

  private synchronized long place() {
    return after;
  }

  private synchronized void count(boolean wasPending) {
    if (wasPending) {
      sent++;
    } else {
      skipped++;
    }
  }

  private synchronized void skip(IllegalArgumentException why) {
    skipped++;
    problem = why.getMessage();
  }

  private void end(String how, Throwable cause) {
    synchronized (this) {
      if (!state.equals("running")) {
        return;
      }
      state = how;
      if (cause != null) {
        problem = Causes.text(cause);
        LOG.warn("redrive ended after {} of {} dead letters", sent, total, cause);
      }
    }
    end.complete(progress());
  }
}
