package dev.serai.delivery;

import dev.serai.bus.Scheduler;
import dev.serai.ledger.DeadLetter;
import dev.serai.ledger.DeadLetterQuery;
import dev.serai.ledger.ParkedDelivery;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Sends dead letters again, each to the group that gave it up and to no other. A dead letter is
 * redriven once: doing it again finds only those that are pending. Events keep their id and get the
 * extension {@code redriveof}.
 */
public final class Redrive {

  /** Names the dead letter that an event was. */
  public static final String EXTENSION = "redriveof";

  /**
   * What would be redriven.
   *
   * @param sample some of them, lowest ids first
   */
  public record Preview(long count, List<DeadLetter> sample) {}

  private final Desk desk;
  private final BiFunction<String, String, Optional<ServedGroup>> groups;

  Redrive(Desk desk, BiFunction<String, String, Optional<ServedGroup>> groups) {
    this.desk = desk;
    this.groups = groups;
  }

  /** Tells what {@link #start} would send, and changes nothing; blocks for two queries. */
  public Preview preview(DeadLetterQuery query, int sample) {
    DeadLetterQuery pending = pending(query);
    return new Preview(
        desk.ledger().deadLetters().count(pending),
        desk.ledger().deadLetters().find(pending, 0, sample));
  }

  /**
   * Begins to send what matches now. Blocks for one query.
   *
   * @param perSecond 0 for as fast as the ledger writes
   * @param edit a JSON merge patch (RFC 7386) for the data of each event, or null; an event whose
   *     data is not JSON is then skipped
   * @throws IllegalArgumentException when the edit is not JSON or the rate is negative
   */
  public RedriveRun start(DeadLetterQuery query, int perSecond, String edit) {
    if (perSecond < 0) {
      throw new IllegalArgumentException(
          "the rate must be 0 (no limit) or events per second, but is " + perSecond);
    }
    MergePatch patch = edit == null ? null : new MergePatch(edit);
    DeadLetterQuery pending = pending(query);
    long total = desk.ledger().deadLetters().count(pending);
    RedriveRun run = new RedriveRun(this, pending, perSecond, patch, total);
    desk.executor().execute(run::step);
    return run;
  }

  private static DeadLetterQuery pending(DeadLetterQuery query) {
    return new DeadLetterQuery(
        query.id(),
        query.channel(),
        query.group(),
        query.type(),
        query.key(),
        query.cause(),
        query.from(),
        query.to(),
        true);
  }

  List<DeadLetter> page(DeadLetterQuery query, long afterId, int limit) {
    return desk.ledger().deadLetters().find(query, afterId, limit);
  }

  /** Completes with false when somebody else has redriven it. */
  CompletionStage<Boolean> send(DeadLetter letter, MergePatch edit) {
    CloudEvent edited = edit == null ? letter.event() : edit.applyTo(letter.event());
    CloudEvent event = Edited.withExtension(edited, EXTENSION, Long.toString(letter.id()));
    ParkedDelivery row =
        new ParkedDelivery(
            0,
            letter.channel(),
            letter.group(),
            Positions.redriven(letter),
            letter.key(),
            event,
            ParkedDelivery.Origin.REDRIVE,
            0,
            desk.clock().now(),
            false,
            List.of());
    Supplier<CompletionStage<Boolean>> write =
        () -> desk.ledger().deadLetters().redrive(letter.id(), row, desk.scheduler().now());
    return groups
        .apply(letter.channel(), letter.group())
        .map(group -> group.parking().expect(List.of(row), write, done -> done))
        .orElseGet(write);
  }

  void soon(Runnable step) {
    desk.executor().execute(step);
  }

  Scheduler.Timer later(Duration delay, Runnable step) {
    return desk.scheduler().after(delay, () -> desk.executor().execute(step));
  }
}
