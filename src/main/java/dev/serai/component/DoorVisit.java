package dev.serai.component;

import dev.serai.bus.Receipt;
import java.util.concurrent.Executor;

/**
 * What an exchange that came through a door has published so far, and where it goes on after
 * waiting for the bus.
 */
final class DoorVisit {

  private final Executor executor;
  private int stored;
  private int duplicates;

  DoorVisit(Executor executor) {
    this.executor = executor;
  }

  Executor executor() {
    return executor;
  }

  synchronized void add(Receipt receipt) {
    stored += receipt.stored();
    duplicates += receipt.duplicates();
  }

  synchronized Receipt receipt() {
    return new Receipt(stored, duplicates);
  }
}
