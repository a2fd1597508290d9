package dev.serai.ledger;

import java.util.Collections;

/**
 * Writes rows into one table, several with one statement: the statement costs about as much as its
 * rows.
 */
final class Insert {

  private static final int LOG_MOST = 4;

  /** How many rows one statement takes at most. */
  static final int MOST = 1 << LOG_MOST;

  private final int width;
  private final String[] statements = new String[LOG_MOST + 1];

  /**
   * @param columns names with commas between them
   * @param conflict what to do about rows that are there, empty for a failure
   */
  Insert(String table, String columns, String conflict) {
    width = columns.split(",").length;
    String row = "(" + String.join(", ", Collections.nCopies(width, "?")) + ")";
    for (int log = 0; log <= LOG_MOST; log++) {
      String rows = String.join(", ", Collections.nCopies(1 << log, row));
      statements[log] =
          "insert into %s (%s) values %s %s".formatted(table, columns, rows, conflict);
    }
  }

  /** Columns of a row. */
  int width() {
    return width;
  }

  /** How many rows one statement should take when that many wait: a power of two. */
  static int rows(int waiting) {
    return Math.min(MOST, Integer.highestOneBit(waiting));
  }

  /** The statement for so many rows, which {@link #rows} gave. */
  String sql(int rows) {
    return statements[Integer.numberOfTrailingZeros(rows)];
  }
}
