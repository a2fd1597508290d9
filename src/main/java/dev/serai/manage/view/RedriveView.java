package dev.serai.manage.view;

import dev.serai.delivery.RedriveRun;
import java.time.Instant;

/**
 * A redrive under way or past; forgotten when the hub stops.
 *
 * @param total how many matched when it began
 * @param skipped those that could not be edited, or were sent again by somebody else meanwhile
 * @param state {@code running}, {@code done}, {@code cancelled} or {@code failed}
 * @param problem the last thing that went wrong, or null
 */
public record RedriveView(
    long id,
    Instant startedAt,
    DeadLetterFilter query,
    int rate,
    long total,
    long sent,
    long skipped,
    String state,
    String problem) {

  public static RedriveView of(
      long id, Instant startedAt, RedriveRequest request, RedriveRun.Progress progress) {
    return new RedriveView(
        id,
        startedAt,
        request.query(),
        request.rate(),
        progress.total(),
        progress.sent(),
        progress.skipped(),
        progress.state(),
        progress.problem());
  }
}
