package dev.serai.delivery;

import dev.serai.ledger.Attempt;
import dev.serai.ledger.DeadLetter;
import dev.serai.ledger.ParkedDelivery.Origin;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what becomes of a call that did not simply succeed, and sees to it that it does. */
final class FailureDesk {

  private static final Logger LOG = LoggerFactory.getLogger(FailureDesk.class);
  private static final String POISON = "poison";
  private static final String EXHAUSTED = "attempts-exhausted";

  private final ServedGroup group;
  private final GroupRoute route;
  private final Desk desk;
  private final Parking parking;
  private final Writes writes;
  private final RowFactory rows;
  private final Waits waits;
  private final DeadLetterNotice notice;
  private final FailureLog log;

  FailureDesk(
      ServedGroup group,
      GroupRoute route,
      Desk desk,
      RowFactory rows,
      Parking parking,
      Writes writes) {
    this.group = group;
    this.route = route;
    this.desk = desk;
    this.parking = parking;
    this.writes = writes;
    this.rows = rows;
    this.waits = new Waits(route.policy().backoff());
    this.notice = new DeadLetterNotice(desk.publisher());
    this.log = new FailureLog(group.channel(), group.name());
  }

  /** A row whose handler is done with, or a delivery that failed. */
  void ended(Call call, Failure failure) {
    if (failure == null) {
      parking.settle(call);
      return;
    }
    Attempt attempt = attempt(call, failure);
    List<Attempt> history = call.historyWith(attempt);
    boolean last = failure.poison() || attempt.number() >= route.policy().attempts();
    desk.observer()
        .attempted(group.channel(), group.name(), last ? "dead-letter" : "retry", call.took());
    if (last) {
      String reason = failure.poison() ? POISON : EXHAUSTED;
      desk.observer().gaveUp(group.channel(), group.name(), reason);
      recordThenGiveUp(call, attempt, history, reason);
    } else {
      log.failed(call.event.getId(), attempt);
      tryLater(call, attempt, history, failure);
    }
  }

  private void tryLater(Call call, Attempt attempt, List<Attempt> history, Failure failure) {
    Instant notBefore =
        desk.clock().now().plus(waits.after(attempt.number(), failure.retryAfter()));
    if (call.row == null) {
      parking.park(call, rows.failed(call, notBefore, false, history));
    } else {
      parking.retry(call, attempt, notBefore, false, () -> parking.waits(call, notBefore));
    }
  }

  /** A row says first that its handler must not be called again, in case the hub dies now. */
  private void recordThenGiveUp(Call call, Attempt attempt, List<Attempt> history, String reason) {
    if (call.row == null) {
      giveUp(call, history, reason);
    } else {
      parking.retry(call, attempt, desk.clock().now(), true, () -> giveUp(call, history, reason));
    }
  }

  /** A row of which only the dead letter is left to be written. */
  void giveUpAgain(Call row) {
    List<Attempt> history = row.row.history();
    giveUp(row, history, history.size() >= route.policy().attempts() ? EXHAUSTED : POISON);
  }

  private void giveUp(Call call, List<Attempt> history, String reason) {
    DeadLetter letter = letter(call, history, reason);
    writes.write(
        () -> keep(call, letter),
        kept -> {
          log.gaveUp(kept, kept.id(), reason.equals(POISON));
          announce(call, kept, kept.id());
        });
  }

  /** What the broker brings again because its ack was lost with a hub has one already. */
  private CompletionStage<DeadLetter> keep(Call call, DeadLetter letter) {
    return call.row == null || call.row.origin() == Origin.BUS
        ? desk.ledger().deadLetters().addOnce(letter)
        : desk.ledger().deadLetters().add(letter).thenApply(letter::withId);
  }

  private void announce(Call call, DeadLetter letter, long id) {
    if (group.channel().equals(Dispatcher.DEAD_LETTER_CHANNEL)) {
      settle(call);
      return;
    }
    writes.once(
        () -> notice.publish(letter, id),
        (done, cause) -> {
          if (cause == null) {
            settle(call);
          } else {
            LOG.warn(
                "group '{}': dead letter {} is kept, but cannot be announced yet on channel '{}'",
                group.name(),
                id,
                Dispatcher.DEAD_LETTER_CHANNEL,
                Causes.unwrap(cause));
            announceLater(call, letter.history());
          }
        });
  }

  private void announceLater(Call call, List<Attempt> history) {
    Instant notBefore = desk.clock().now().plus(waits.after(history.size(), null));
    if (call.row == null) {
      parking.park(call, rows.failed(call, notBefore, true, history));
    } else {
      parking.postpone(call, notBefore);
    }
  }

  private void settle(Call call) {
    if (call.row == null) {
      group.settled(call);
    } else {
      parking.settle(call);
    }
  }

  private Attempt attempt(Call call, Failure failure) {
    Throwable cause = Causes.unwrap(failure.cause());
    return new Attempt(
        call.attempt(),
        desk.scheduler().now(),
        cause.getClass().getName(),
        Causes.message(cause),
        failure.step(),
        call.took().toMillis());
  }

  /** Its time is that of the last attempt, so that writing it twice makes one row. */
  private DeadLetter letter(Call call, List<Attempt> history, String reason) {
    return new DeadLetter(
        0,
        group.channel(),
        group.name(),
        route.route(),
        call.position(),
        RowFactory.key(route.group(), call.event),
        call.event,
        reason,
        history.get(history.size() - 1).at(),
        history,
        null);
  }
}
