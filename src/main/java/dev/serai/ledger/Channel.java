package dev.serai.ledger;

/** A channel's number and its newest place. */
final class Channel {

  final long id;
  final String name;

  /** As the open transaction leaves them; writer thread only. */
  long seq;

  long ordinal;
  boolean touched;

  /** As the last commit left them. */
  private volatile long committedSeq;

  private volatile long committedOrdinal;

  Channel(long id, String name, long seq, long ordinal) {
    this.id = id;
    this.name = name;
    this.seq = seq;
    this.ordinal = ordinal;
    committed();
  }

  void committed() {
    committedOrdinal = ordinal;
    committedSeq = seq;
    touched = false;
  }

  void rolledBack() {
    ordinal = committedOrdinal;
    seq = committedSeq;
    touched = false;
  }

  long lastSeq() {
    return committedSeq;
  }

  long lastOrdinal() {
    return committedOrdinal;
  }
}
