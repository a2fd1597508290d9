package dev.serai.bus.servicebus.twin;

import java.util.UUID;

/** A message of one queue or subscription, and how it stands with it there. */
final class Held {

  enum State {
    ACTIVE(0),
    DEFERRED(1),
    SCHEDULED(2);

    final int number;

    State(int number) {
      this.number = number;
    }
  }

  final long sequence;
  final long enqueuedAt;
  final long enqueuedSequence;
  Letter letter;
  State state = State.ACTIVE;
  int deliveries;

  /** Null when nobody has it; with a session, nobody's but the session's holder. */
  UUID lock;

  long lockedUntil;

  /** The link that has it, when it is still there. */
  Object holder;

  String deadLetterSource;

  Held(Letter letter, long sequence, long enqueuedSequence, long enqueuedAt) {
    this.letter = letter;
    this.sequence = sequence;
    this.enqueuedSequence = enqueuedSequence;
    this.enqueuedAt = enqueuedAt;
  }

  boolean isExpired(long now) {
    return letter.timeToLive() > 0 && now >= enqueuedAt + letter.timeToLive();
  }
}
