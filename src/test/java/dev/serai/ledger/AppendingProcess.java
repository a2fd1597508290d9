package dev.serai.ledger;

import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/** A process that appends until it is killed and prints each event once it was acknowledged. */
final class AppendingProcess {

  private AppendingProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    Ledger ledger = Ledger.open(Path.of(arguments[0]), LedgerOptions.defaults());
    Semaphore window = new Semaphore(256);
    for (int i = 0; ; i++) {
      String id = arguments[1] + "-" + i;
      window.acquire();
      ledger
          .events()
          .append("c", Samples.events(id), true)
          .thenRun(
              () -> {
                System.out.println(id);
                window.release();
              });
    }
  }
}
