package dev.serai.delivery;

import dev.serai.bus.Delivery;
import dev.serai.ledger.Attempt;
import dev.serai.ledger.ParkedDelivery;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One delivery in a group's memory, from the bus or from the ledger, and the one call of the
 * handler that it gets there. A call that ends while the handler is still on the stack is finished
 * by the worker, so that nothing recurses.
 */
final class Call implements EventHandler.Done {

  private static final Logger LOG = LoggerFactory.getLogger(Call.class);
  private static final Object SUCCESS = "success";
  private static final Object FILTERED = "filtered";
  private static final Object GONE = "gone";
  private static final Object LATER = "later";
  private static final int ENVELOPE_BYTES = 512;

  final CloudEvent event;

  /** Null when it comes from the ledger. */
  final Delivery delivery;

  /** Null when it comes from the bus. */
  final ParkedDelivery row;

  final int bytes;

  /** Guarded by the group's lock. */
  Lane lane;

  /** Whether the filter is still to be asked, by the worker. */
  private final boolean unfiltered;

  /** Whether a row is still this hub's. */
  private final BooleanSupplier held;

  private final Consumer<Call> endedLater;
  private final AtomicReference<Object> outcome = new AtomicReference<>();
  private long begun;
  private long ended;

  private Call(
      CloudEvent event,
      Delivery delivery,
      ParkedDelivery row,
      boolean unfiltered,
      BooleanSupplier held,
      Consumer<Call> endedLater) {
    this.event = event;
    this.delivery = delivery;
    this.row = row;
    this.bytes = ENVELOPE_BYTES + (event.getData() == null ? 0 : event.getData().toBytes().length);
    this.unfiltered = unfiltered;
    this.held = held;
    this.endedLater = endedLater;
  }

  static Call fresh(Delivery delivery, boolean unfiltered, Consumer<Call> endedLater) {
    return new Call(delivery.event(), delivery, null, unfiltered, delivery::begin, endedLater);
  }

  /**
   * @param held tells right before the handler is called whether the row is still this hub's
   */
  static Call parked(ParkedDelivery row, BooleanSupplier held, Consumer<Call> endedLater) {
    return new Call(row.event(), null, row, true, held, endedLater);
  }

  /** The number of this call, from 1. */
  int attempt() {
    return row == null ? 1 : row.attempts() + 1;
  }

  String position() {
    return row == null ? delivery.position() : row.position();
  }

  /** Calls the handler; false when it will end later, on another thread. */
  boolean run(EventHandler handler, Predicate<CloudEvent> filter) {
    begun = System.nanoTime();
    try {
      if (!held.getAsBoolean()) {
        end(GONE);
      } else if (unfiltered && !filter.test(event)) {
        end(FILTERED);
      } else {
        handler.handle(event, attempt(), this);
      }
    } catch (Throwable thrown) {
      if (!end(Failure.of(thrown))) {
        LOG.warn(
            "handler threw after it had told its outcome for event '{}'", event.getId(), thrown);
      }
    }
    return !outcome.compareAndSet(null, LATER);
  }

  @Override
  public void succeeded() {
    end(SUCCESS);
  }

  @Override
  public void failed(Failure failure) {
    end(failure);
  }

  private boolean end(Object how) {
    ended = System.nanoTime();
    if (outcome.compareAndSet(null, how)) {
      return true;
    }
    if (outcome.compareAndSet(LATER, how)) {
      endedLater.accept(this);
      return true;
    }
    return false;
  }

  /** Why it failed, null when it did not. */
  Failure failure() {
    return outcome.get() instanceof Failure failure ? failure : null;
  }

  boolean filtered() {
    return outcome.get() == FILTERED;
  }

  /** Whether the handler was not called because another member or hub may have it. */
  boolean gone() {
    return outcome.get() == GONE;
  }

  Duration took() {
    return Duration.ofNanos(Math.max(0, ended - begun));
  }

  /** What failed before, then the given one. */
  List<Attempt> historyWith(Attempt last) {
    List<Attempt> history = new ArrayList<>(row == null ? List.of() : row.history());
    history.add(last);
    return history;
  }
}
