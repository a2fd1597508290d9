package dev.serai.delivery;

import dev.serai.delivery.Lane.Parkable;
import dev.serai.ledger.Attempt;
import dev.serai.ledger.ParkedDeliveries;
import dev.serai.ledger.ParkedDelivery;
import dev.serai.ledger.Settled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Writes what a group parks. A delivery from the bus is acked once its row is on disk; a key leaves
 * the ledger only when its last row is gone from the disk.
 */
final class Parking {

  private static final Duration AFTER_LOSS = Duration.ofSeconds(1);

  private final ServedGroup group;
  private final ParkedDeliveries ledger;
  private final Lanes lanes;
  private final Window window;
  private final Writes writes;
  private final Loader loader;
  private final SteadyClock clock;

  /** Whether positions on the broker are places in the event log. */
  private final boolean logged;

  Parking(ServedGroup group, Desk desk, Lanes lanes, Window window, Writes writes, Loader loader) {
    this.group = group;
    this.ledger = desk.ledger().parked();
    this.lanes = lanes;
    this.window = window;
    this.writes = writes;
    this.loader = loader;
    this.logged = desk.publisher().logs();
    this.clock = desk.clock();
  }

  /** A delivery from the bus must wait, and with it what is behind it. */
  void park(Call call, ParkedDelivery row) {
    List<Parkable> batch = new ArrayList<>();
    group.change(
        () -> {
          lanes.park(call, row);
          begin(call.lane, batch);
        });
    write(call.lane, batch);
  }

  /** Writes what the lane has to park. */
  void flush(Lane lane) {
    List<Parkable> batch = new ArrayList<>();
    group.change(() -> begin(lane, batch));
    write(lane, batch);
  }

  /** Under the lock. */
  private void begin(Lane lane, List<Parkable> batch) {
    batch.addAll(lanes.beginPark(lane));
    batch.forEach(parkable -> window.parks(parkable.call()));
  }

  private void write(Lane lane, List<Parkable> batch) {
    if (!batch.isEmpty()) {
      List<ParkedDelivery> rows = batch.stream().map(Parkable::row).toList();
      writes.write(
          () -> isLogged(rows) ? ledger.parkLogged(rows) : ledger.park(rows),
          done -> parked(lane, batch));
    }
  }

  /** Also false when some came from another broker, which is being left. */
  private boolean isLogged(List<ParkedDelivery> rows) {
    return logged && rows.stream().allMatch(row -> Positions.isPlace(row.position()));
  }

  private void parked(Lane lane, List<Parkable> batch) {
    batch.forEach(parkable -> parkable.call().delivery.ack());
    List<Parkable> next = new ArrayList<>();
    group.change(
        () -> {
          batch.forEach(parkable -> window.parked(parkable.call()));
          lanes.parked(lane, batch.size());
          batch.stream()
              .map(parkable -> parkable.row().notBefore())
              .min(Instant::compareTo)
              .ifPresent(loader::due);
          begin(lane, next);
        });
    write(lane, next);
  }

  /** A row is done with. */
  void settle(Call row) {
    group.change(() -> lanes.settleBegins(row));
    writes.write(
        () -> ledger.settle(row.row.id()),
        done ->
            group.change(
                () -> {
                  if (done == Settled.NOT_OURS) {
                    lanes.rowLost(row);
                  } else {
                    lanes.rowSettled(row);
                  }
                  loader.ended(row);
                  if (done == Settled.GONE_NEXT_WAITS) {
                    loader.loadMore();
                  }
                }));
  }

  /** A row is, or may be, another hub's by now; nothing becomes of it here. */
  void lost(Call row) {
    ledger.giveBack(List.of(row.row.id()));
    group.change(
        () -> {
          lanes.rowWaits(row);
          loader.ended(row);
          loader.due(clock.now().plus(AFTER_LOSS));
        });
  }

  /** A row failed and is tried again later; {@code then} runs once that is on disk. */
  void retry(Call row, Attempt attempt, Instant notBefore, boolean exhausted, Runnable then) {
    writes.write(
        () -> ledger.retry(row.row.id(), attempt, notBefore, exhausted),
        ours -> {
          if (ours) {
            then.run();
          } else {
            lost(row);
          }
        });
  }

  /** A row is tried again later, without having failed. */
  void postpone(Call row, Instant notBefore) {
    writes.write(() -> ledger.postpone(row.row.id(), notBefore), done -> waits(row, notBefore));
  }

  /** A row that is in the ledger with a later time. */
  void waits(Call row, Instant notBefore) {
    group.change(
        () -> {
          lanes.rowWaits(row);
          loader.ended(row);
          loader.due(notBefore);
        });
  }

  /**
   * Lets another write rows for this group, so that its keys know of them before they are there.
   *
   * @param wrote whether the rows were written, from the write's result
   */
  <T> CompletionStage<T> expect(
      List<ParkedDelivery> rows, Supplier<CompletionStage<T>> write, Predicate<T> wrote) {
    List<Lane> expecting = new ArrayList<>();
    group.change(() -> rows.forEach(row -> expecting.add(lanes.expect(row.key()))));
    expecting.forEach(this::flush);
    CompletableFuture<T> result = new CompletableFuture<>();
    writes.once(
        write,
        (value, cause) -> {
          boolean written = cause == null && wrote.test(value);
          group.change(
              () -> {
                expecting.forEach(lane -> lanes.expected(lane, written));
                loader.load();
              });
          if (cause == null) {
            result.complete(value);
          } else {
            result.completeExceptionally(Causes.unwrap(cause));
          }
        });
    return result;
  }
}
