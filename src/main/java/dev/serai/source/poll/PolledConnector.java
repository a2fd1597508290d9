package dev.serai.source.poll;

import dev.serai.source.WebhookHandler;
import dev.serai.source.feed.Digests;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls one connector again and again. One poll at a time, of all hubs that share the memory. */
final class PolledConnector implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
  private static final Duration SOON = Duration.ofSeconds(10);

  /** Longer than most polls take; after it another hub may think that this one is gone. */
  private static final Duration CLAIM = Duration.ofMinutes(1);

  private static final Duration LATEST = Duration.ofDays(1);
  private static final int TOLD_EVERY = 20;

  private final PollSettings settings;
  private final Pages pages;
  private final Fetcher fetcher;
  private final Executor workers;
  private final PollMemory memory;
  private final PollClock clock;
  private final WebhookHandler handler;
  private final PollObserver observer;
  private final Turns turns;
  private final Backoff backoff;
  private final String urlDigest;
  private boolean closed;
  private Runnable timer = () -> {};
  private volatile PollStatus status;

  PolledConnector(
      PollSettings settings,
      Fetcher fetcher,
      Executor workers,
      PollMemory memory,
      PollClock clock,
      WebhookHandler handler,
      PollObserver observer,
      Turns turns) {
    this.settings = settings;
    this.pages =
        settings.reading() instanceof PollSettings.OfJson json
            ? new JsonPages(settings, json)
            : new FeedPages(settings, (PollSettings.OfFeed) settings.reading());
    this.fetcher = fetcher;
    this.workers = workers;
    this.memory = memory;
    this.clock = clock;
    this.handler = handler;
    this.observer = observer;
    this.turns = turns;
    this.backoff = new Backoff(settings.every(), () -> ThreadLocalRandom.current().nextDouble());
    this.urlDigest = Digests.of(settings.url().toString()).substring(0, 16);
    this.status = new PollStatus(settings.connector(), null, 0, null);
  }

  PollStatus status() {
    return status;
  }

  void start() {
    long most = Math.min(SOON.toMillis(), settings.every().toMillis() / 10);
    again(Duration.ofMillis(ThreadLocalRandom.current().nextLong(most + 1)));
  }

  private synchronized void again(Duration delay) {
    if (!closed) {
      timer = clock.after(delay, () -> turns.enter(() -> workers.execute(this::begin)));
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    timer.run();
  }

  private void begin() {
    try {
      Instant now = clock.now();
      Optional<PollMemory.Known> found = memory.find(settings.connector());
      PollState before = PollState.read(found.map(PollMemory.Known::state).orElse(null), urlDigest);
      Duration wait = wait(found, before, now);
      if (!wait.isNegative() && !wait.isZero()) {
        leave(wait);
        return;
      }
      Instant due = found.map(PollMemory.Known::dueAt).orElse(null);
      memory
          .claim(settings.connector(), due, now.plus(CLAIM))
          .whenCompleteAsync(
              (mine, failure) -> {
                if (failure != null) {
                  forgetful(failure);
                } else if (mine) {
                  poll(before, now);
                } else {
                  leave(backoff.afterSuccess());
                }
              },
              workers);
    } catch (RuntimeException e) {
      forgetful(e);
    }
  }

  /** A clock that was set back, or an interval that was shortened, must not silence the feed. */
  private Duration wait(Optional<PollMemory.Known> found, PollState before, Instant now) {
    if (found.isEmpty()) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(now, found.get().dueAt());
    Duration usual = settings.every().multipliedBy(5).dividedBy(4);
    Duration longest = before.failures() > 0 ? LATEST : usual.compareTo(CLAIM) < 0 ? CLAIM : usual;
    return left.compareTo(longest) > 0 ? Duration.ZERO : left;
  }

  private void poll(PollState before, Instant now) {
    long began = System.nanoTime();
    Poll poll = new Poll(settings, pages, fetcher, workers, memory, handler, before, now);
    poll.run()
        .whenCompleteAsync(
            (result, failure) -> {
              Duration took = Duration.ofNanos(System.nanoTime() - began);
              count(poll.tally());
              if (failure == null) {
                succeeded(before, result, poll.tally(), took);
              } else {
                failed(before, cause(failure), took);
              }
            },
            workers);
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private void count(Publishing.Tally tally) {
    observer.entries(settings.connector(), "published", tally.published);
    observer.entries(settings.connector(), "known", tally.known);
    observer.entries(settings.connector(), "ignored", tally.ignored);
    observer.entries(settings.connector(), "failed", tally.failed);
    observer.entries(settings.connector(), "too-large", tally.tooLarge);
  }

  private void succeeded(
      PollState before, Poll.Result result, Publishing.Tally tally, Duration took) {
    String outcome = result.modified() ? "changed" : "not-modified";
    observer.polled(settings.connector(), outcome, took);
    if (before.failures() > 0) {
      LOG.info("{} is polled again after {} failures", settings.connector(), before.failures());
    }
    tell(tally, result.moved());
    String problem = tally.failed == 0 ? null : notTaken(tally);
    status = new PollStatus(settings.connector(), clock.now(), 0, problem);
    Duration delay = backoff.afterSuccess();
    save(result.state(), delay, result.whole());
  }

  private static String notTaken(Publishing.Tally tally) {
    return "%d entries were not taken and come again at the next poll; the last because: %s"
        .formatted(tally.failed, tally.failure);
  }

  private void tell(Publishing.Tally tally, URI moved) {
    if (tally.failed > 0) {
      LOG.warn("{}: {}", settings.connector(), notTaken(tally));
    }
    if (tally.tooLarge > 0) {
      LOG.warn(
          "{}: {} entries are left out for their size; raise maxEntryBytes if they are right",
          settings.connector(),
          tally.tooLarge);
    }
    if (moved != null) {
      LOG.warn(
          "{}: {} has moved for good to {}; write that as url",
          settings.connector(),
          settings.shown(),
          PollSettings.shown(moved));
    }
    if (tally.published > 0) {
      LOG.debug("{}: {} entries published", settings.connector(), tally.published);
    }
  }

  private void failed(PollState before, Throwable failure, Duration took) {
    boolean foreseen = failure instanceof PollException;
    String outcome = foreseen ? ((PollException) failure).reason().word() : "error";
    observer.polled(settings.connector(), outcome, took);
    PollState state = before.failed();
    Duration asked = foreseen ? ((PollException) failure).retryAfter() : null;
    Duration delay = backoff.afterFailure(state.failures(), asked);
    String problem = foreseen ? failure.getMessage() : failure.toString();
    boolean same = problem.equals(status.problem());
    status = new PollStatus(settings.connector(), status.lastSuccess(), state.failures(), problem);
    if (!same || state.failures() % TOLD_EVERY == 0) {
      LOG.warn(
          "{} could not be polled ({} in a row), the next time is in {} s: {}",
          settings.connector(),
          state.failures(),
          delay.toSeconds(),
          problem,
          foreseen ? null : failure);
    }
    save(state, delay, false);
  }

  private void save(PollState state, Duration delay, boolean whole) {
    memory
        .save(settings.connector(), clock.now().plus(delay), state.text(), whole)
        .whenCompleteAsync(
            (done, failure) -> {
              if (failure == null) {
                leave(delay);
              } else {
                forgetful(failure);
              }
            },
            workers);
  }

  /** Without a memory nothing may be published: it would be published again and again. */
  private void forgetful(Throwable failure) {
    int failures = status.failures() + 1;
    String problem = "the ledger cannot be used: " + cause(failure).getMessage();
    if (!problem.equals(status.problem())) {
      LOG.warn("{} cannot be polled: {}", settings.connector(), problem);
    }
    status = new PollStatus(settings.connector(), status.lastSuccess(), failures, problem);
    leave(backoff.afterFailure(failures, null));
  }

  private void leave(Duration next) {
    turns.leave();
    again(next);
  }
}
