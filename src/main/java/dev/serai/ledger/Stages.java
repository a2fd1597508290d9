package dev.serai.ledger;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Waits for a write, on a thread that may block. */
final class Stages {

  private Stages() {}

  /** Throws what the write failed with. */
  static <T> T joined(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof LedgerException known ? known : e;
    }
  }
}
