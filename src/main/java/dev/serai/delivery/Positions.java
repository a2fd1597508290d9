package dev.serai.delivery;

import dev.serai.ledger.DeadLetter;
import dev.serai.ledger.StoredEvent;

/** Positions of deliveries that do not come from the bus: unlike those that do, and stable. */
final class Positions {

  private static final char MARK = '~';

  private Positions() {}

  /** Whether it is a place in the event log: a number, which no other broker's position is. */
  static boolean isPlace(String position) {
    for (int i = 0; i < position.length(); i++) {
      if (position.charAt(i) < '0' || position.charAt(i) > '9') {
        return false;
      }
    }
    return !position.isEmpty();
  }

  static String redriven(DeadLetter letter) {
    int mark = letter.position().indexOf(MARK);
    String bus = mark < 0 ? letter.position() : letter.position().substring(0, mark);
    return bus + MARK + "redrive-" + letter.id();
  }

  static String replayed(StoredEvent stored, long replay) {
    return Long.toString(stored.seq()) + MARK + "replay-" + replay;
  }
}
