package dev.serai.ledger;

/** The ledger could not do what was asked; nothing of it was stored. */
public class LedgerException extends RuntimeException {

  /** What went wrong, for those who must act on it. */
  public enum Kind {
    /** The disk or the file's quota is full. */
    FULL,
    /** More is waiting to be written than memory should hold. */
    BUSY,
    /** The database cannot be reached now. */
    AWAY,
    /** The file is damaged or no ledger. */
    CORRUPT,
    /** Another hub holds it. */
    LOCKED,
    /** Anything else. */
    FAILED
  }

  private final Kind kind;

  public LedgerException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
