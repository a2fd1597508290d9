package dev.serai.ledger;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Refuses every change of a ledger that is open for reading only. */
record NoWrites(String name) implements Writes {

  @Override
  public <T> CompletionStage<T> submit(long bytes, Write.Work<T> work) {
    return CompletableFuture.failedFuture(
        new LedgerException(
            LedgerException.Kind.FAILED,
            "ledger '%s' is open for reading only".formatted(name),
            null));
  }

  @Override
  public <T> CompletionStage<T> submitRefusable(long bytes, Write.Work<T> work) {
    return submit(bytes, work);
  }

  @Override
  public <T> CompletionStage<T> submitLazy(long bytes, Write.Work<T> work) {
    return submit(bytes, work);
  }

  @Override
  public Waiting waiting() {
    return new Waiting(0, 0);
  }
}
