package dev.serai.ledger;

import java.nio.file.Path;

/** The hub's memory: one SQLite file, held by one hub at a time. */
public final class Ledger implements AutoCloseable {

  private Ledger() {}

  /**
   * Opens the file, makes it if absent, and brings its schema up to date.
   *
   * @throws LedgerException telling the file and the way out when it is held by another hub,
   *     damaged, newer or not writable
   */
  public static Ledger open(Path file, LedgerOptions options) {
    throw new UnsupportedOperationException();
  }

  /** Opens an existing file for reading only, also while a hub holds it. Writes fail. */
  public static Ledger openReadOnly(Path file) {
    throw new UnsupportedOperationException();
  }

  public EventLog events() {
    throw new UnsupportedOperationException();
  }

  public Groups groups() {
    throw new UnsupportedOperationException();
  }

  public ParkedDeliveries parked() {
    throw new UnsupportedOperationException();
  }

  public DeadLetters deadLetters() {
    throw new UnsupportedOperationException();
  }

  public SeenIds seen() {
    throw new UnsupportedOperationException();
  }

  public Replays replays() {
    throw new UnsupportedOperationException();
  }

  /** Empty when the last write worked, else what is wrong. */
  public java.util.Optional<LedgerException> trouble() {
    throw new UnsupportedOperationException();
  }

  /** Commits what is queued, then closes; idempotent. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
