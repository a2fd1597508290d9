package dev.serai.delivery;

import dev.serai.bus.Binding;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.bus.Scheduler;
import dev.serai.ledger.Ledger;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Publishes to the bus and runs every group under its policy. Safe for all threads. */
public final class Dispatcher implements AutoCloseable {

  /** The channel on which every dead letter is announced. */
  public static final String DEAD_LETTER_CHANNEL = "serai.dead-letters";

  private Dispatcher() {}

  public static Dispatcher open(
      Binding binding, Ledger ledger, Scheduler scheduler, DeliveryObserver observer) {
    throw new UnsupportedOperationException();
  }

  /**
   * Publishes all events or none. The stage fails with {@link
   * dev.serai.bus.EventTooLargeException}, {@link dev.serai.bus.BusBusyException} or {@link
   * dev.serai.bus.BusException}.
   */
  public CompletionStage<Receipt> publish(Publication publication) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes the group and starts calling the handler. One handler per channel and group in this
   * process.
   */
  public RunningGroup subscribe(GroupRoute route, EventHandler handler) {
    throw new UnsupportedOperationException();
  }

  /** All groups that run here. */
  public List<GroupState> groups() {
    throw new UnsupportedOperationException();
  }

  /** Stops every group, as {@link RunningGroup#close()} does; idempotent. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
