package dev.serai.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One connection with its prepared statements; used by one thread at a time. */
class Session implements AutoCloseable {

  /** Makes a value of the row the result stands on. */
  interface Row<T> {
    T map(ResultSet row) throws SQLException;
  }

  private static final int KEPT_STATEMENTS = 100;

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(64, 0.75f, true);

  Session(Connection connection) {
    this.connection = connection;
  }

  /** A statement that stays prepared; the caller sets every parameter and closes only results. */
  PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      if (statements.size() >= KEPT_STATEMENTS) {
        var eldest = statements.values().iterator();
        eldest.next().close();
        eldest.remove();
      }
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    return statement;
  }

  /** Runs a statement of which nobody asks the answer; possibly later, together with others. */
  void run(PreparedStatement statement) throws SQLException {
    statement.executeUpdate();
  }

  /** Runs what {@link #run} has left for later. */
  void flush() throws SQLException {}

  int update(String sql, Object... arguments) throws SQLException {
    return bound(sql, arguments).executeUpdate();
  }

  <T> List<T> list(Row<T> row, String sql, Object... arguments) throws SQLException {
    List<T> all = new ArrayList<>();
    try (ResultSet result = bound(sql, arguments).executeQuery()) {
      while (result.next()) {
        all.add(row.map(result));
      }
    }
    return all;
  }

  <T> Optional<T> first(Row<T> row, String sql, Object... arguments) throws SQLException {
    try (ResultSet result = bound(sql, arguments).executeQuery()) {
      return result.next() ? Optional.ofNullable(row.map(result)) : Optional.empty();
    }
  }

  /** The caller closes the result. */
  ResultSet query(String sql, Object... arguments) throws SQLException {
    return bound(sql, arguments).executeQuery();
  }

  private PreparedStatement bound(String sql, Object... arguments) throws SQLException {
    flush();
    PreparedStatement statement = prepared(sql);
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, value(arguments[i]));
    }
    return statement;
  }

  /** An argument as the database takes it. */
  Object value(Object argument) {
    return argument;
  }

  void begin() throws SQLException {
    prepared("begin immediate").execute();
  }

  void commit() throws SQLException {
    prepared("commit").execute();
  }

  /** Undoes the open transaction. The driver finalizes statements that failed, so none is kept. */
  void rollback() throws SQLException {
    for (PreparedStatement statement : statements.values()) {
      statement.close();
    }
    statements.clear();
    prepared("rollback").execute();
  }

  /** A query of a reader is done with. */
  void endRead() throws SQLException {}

  /** Runs one statement with a shorter patience for other connections. */
  void waitAtMost(int millis, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma busy_timeout = " + millis);
      try {
        statement.execute(sql);
      } finally {
        statement.execute("pragma busy_timeout = " + Sqlite.BUSY_TIMEOUT_MILLIS);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
