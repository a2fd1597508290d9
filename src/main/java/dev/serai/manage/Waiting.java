package dev.serai.manage;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a write of the ledger, on a thread that may. */
final class Waiting {

  private static final int SECONDS = 20;

  private Waiting() {}

  static <T> T on(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new Refused(
          504,
          "Still under way",
          "The ledger takes longer than " + SECONDS + " s; look again later");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused(503, "Shutting down", "The hub stops");
    }
  }
}
