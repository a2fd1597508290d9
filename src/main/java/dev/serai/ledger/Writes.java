package dev.serai.ledger;

import java.util.concurrent.CompletionStage;

/** The way to change a ledger. */
interface Writes {

  /**
   * Queues the work for the next commit. Never blocks; the stage completes on the teller's thread,
   * once the commit is on disk, or fails with {@link LedgerException}.
   *
   * @param bytes event bytes the work holds in memory
   */
  <T> CompletionStage<T> submit(long bytes, Write.Work<T> work);

  /** As submit, but refused earlier when much is waiting: for what can be asked for again. */
  <T> CompletionStage<T> submitRefusable(long bytes, Write.Work<T> work);

  /**
   * As submit, for what nobody waits for: its commit may begin some milliseconds later, so that
   * others share it.
   */
  <T> CompletionStage<T> submitLazy(long bytes, Write.Work<T> work);

  /** What is under way now. */
  Waiting waiting();
}
