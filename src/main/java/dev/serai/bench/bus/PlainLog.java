package dev.serai.bench.bus;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/**
 * What a programmer writes without a hub: a table of numbered blobs, written and read in loops,
 * with the ledger's SQLite settings.
 */
final class PlainLog implements AutoCloseable {

  private static final int PAGE = 1_000;
  private static final int CHECKPOINT_PAGES = 4_000;

  private final Connection connection;

  PlainLog(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    connection = config.createConnection("jdbc:sqlite:" + file);
    try (var statement = connection.createStatement()) {
      statement.execute("pragma wal_autocheckpoint = " + CHECKPOINT_PAGES);
      statement.execute("create table if not exists log (seq integer primary key, data blob)");
      statement.execute("create table if not exists place (id integer primary key, seq integer)");
      statement.execute("insert or ignore into place (id, seq) values (1, 0)");
    }
    connection.setAutoCommit(false);
  }

  /** Appends with 1,000 rows for each commit; rows per second. */
  double write(int count) throws SQLException {
    long began = System.nanoTime();
    try (PreparedStatement insert =
        connection.prepareStatement("insert into log (data) values (?)")) {
      for (int n = 1; n <= count; n++) {
        insert.setBytes(1, Workload.data());
        insert.executeUpdate();
        if (n % PAGE == 0 || n == count) {
          connection.commit();
        }
      }
    }
    return count / ((System.nanoTime() - began) / 1e9);
  }

  /**
   * Reads what is new in pages of 1,000, each with a durable move of the place; rows per second.
   */
  double read() throws SQLException {
    long count = 0;
    long began = System.nanoTime();
    try (PreparedStatement select =
            connection.prepareStatement(
                "select seq, data from log where seq > ? order by seq limit " + PAGE);
        PreparedStatement move =
            connection.prepareStatement("update place set seq = ? where id = 1")) {
      long seq = place();
      long before;
      do {
        before = seq;
        select.setLong(1, seq);
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            seq = row.getLong(1);
            count += row.getBytes(2).length / Workload.DATA_BYTES;
          }
        }
        if (seq > before) {
          move.setLong(1, seq);
          move.executeUpdate();
          connection.commit();
        }
      } while (seq > before);
    }
    return count / ((System.nanoTime() - began) / 1e9);
  }

  private long place() throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select seq from place where id = 1")) {
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.rollback();
    connection.close();
  }
}
