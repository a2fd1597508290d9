package dev.serai.bench.bus;

import dev.serai.event.Extensions;
import io.cloudevents.CloudEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/**
 * What a programmer writes without a hub: a table with a column for each attribute of the events,
 * written and read in loops, with the ledger's settings of SQLite and of its driver. One channel,
 * one reader, one thread; no index but the primary key.
 */
final class PlainLog implements AutoCloseable {

  /** An event as the table has it. */
  private record Row(
      long seq,
      String id,
      String source,
      String type,
      String subject,
      String time,
      String contentType,
      String key,
      byte[] data) {}

  private static final int PAGE = 1_000;
  private static final int CHECKPOINT_PAGES = 4_000;
  private static final String COLUMNS = "id, source, type, subject, time, content_type, key, data";

  private final Connection connection;

  PlainLog(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setGetGeneratedKeys(false);
    connection = config.createConnection("jdbc:sqlite:" + file);
    try (var statement = connection.createStatement()) {
      statement.execute("pragma wal_autocheckpoint = " + CHECKPOINT_PAGES);
      statement.execute(
          "create table log (seq integer primary key, id text not null, source text not null, type text not null, subject text, time text, content_type text, key text, data blob)");
      statement.execute("create table place (id integer primary key, seq integer)");
      statement.execute("insert into place (id, seq) values (1, 0)");
    }
    connection.setAutoCommit(false);
  }

  /** Appends with 1,000 rows for each commit; rows per second. */
  double write(int count) throws SQLException {
    long began = System.nanoTime();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into log (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (int n = 1; n <= count; n++) {
        CloudEvent event = Workload.event(n);
        insert.setString(1, event.getId());
        insert.setString(2, event.getSource().toString());
        insert.setString(3, event.getType());
        insert.setString(4, event.getSubject());
        insert.setString(5, event.getTime().toString());
        insert.setString(6, event.getDataContentType());
        insert.setString(7, Extensions.partitionKey(event));
        insert.setBytes(8, event.getData().toBytes());
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
                "select seq, " + COLUMNS + " from log where seq > ? order by seq limit " + PAGE);
        PreparedStatement move =
            connection.prepareStatement("update place set seq = ? where id = 1")) {
      long seq = place();
      long before;
      do {
        before = seq;
        select.setLong(1, seq);
        try (ResultSet result = select.executeQuery()) {
          while (result.next()) {
            Row row = row(result);
            seq = row.seq;
            count += row.data.length / Workload.DATA_BYTES;
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

  private static Row row(ResultSet result) throws SQLException {
    return new Row(
        result.getLong(1),
        result.getString(2),
        result.getString(3),
        result.getString(4),
        result.getString(5),
        result.getString(6),
        result.getString(7),
        result.getString(8),
        result.getBytes(9));
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
