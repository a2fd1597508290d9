package dev.serai.bus.embedded;

import dev.serai.bus.BusBusyException;
import dev.serai.bus.BusException;
import dev.serai.ledger.LedgerException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The ledger's faults in the words of the bus. */
final class Faults {

  private static final Duration AFTER_BUSY = Duration.ofSeconds(1);
  private static final Duration AFTER_FULL = Duration.ofSeconds(10);

  private Faults() {}

  static <T> CompletionStage<T> translated(CompletionStage<T> stage) {
    return stage.exceptionallyCompose(
        failure -> CompletableFuture.failedStage(translated(failure)));
  }

  static BusException translated(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof BusException known) {
      return known;
    }
    if (cause instanceof LedgerException fault) {
      return switch (fault.kind()) {
        case BUSY -> new BusBusyException(fault.getMessage(), AFTER_BUSY, fault);
        case FULL -> new BusBusyException(fault.getMessage(), AFTER_FULL, fault);
        default -> new BusException(fault.getMessage(), fault);
      };
    }
    return new BusException("the embedded bus failed (" + cause + ")", cause);
  }
}
