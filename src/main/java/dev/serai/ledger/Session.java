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
  private final Map<Insert, List<Object[]>> collected = new LinkedHashMap<>();

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

  /**
   * Adds a row, possibly later, together with others: at the latest before the commit and before
   * anything that might look at it.
   */
  void add(Insert insert, Object... row) throws SQLException {
    List<Object[]> rows = collected.computeIfAbsent(insert, any -> new ArrayList<>(Insert.MOST));
    rows.add(row);
    if (rows.size() == Insert.MOST) {
      write(insert, rows);
    }
  }

  private void write(Insert insert, List<Object[]> rows) throws SQLException {
    int written = 0;
    while (written < rows.size()) {
      int together = Insert.rows(rows.size() - written);
      PreparedStatement statement = prepared(insert.sql(together));
      for (int row = 0; row < together; row++) {
        bind(statement, row * insert.width(), rows.get(written + row));
      }
      run(statement);
      written += together;
    }
    rows.clear();
  }

  /** Runs what {@link #run} and {@link #add} have left for later. */
  void flush() throws SQLException {
    for (Map.Entry<Insert, List<Object[]>> each : collected.entrySet()) {
      write(each.getKey(), each.getValue());
    }
  }

  int update(String sql, Object... arguments) throws SQLException {
    return bound(sql, arguments).executeUpdate();
  }

  /** As {@link #update}, of a statement that does not look at what {@link #add} was given. */
  int updateBeside(String sql, Object... arguments) throws SQLException {
    PreparedStatement statement = prepared(sql);
    bind(statement, 0, arguments);
    return statement.executeUpdate();
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
    bind(statement, 0, arguments);
    return statement;
  }

  private void bind(PreparedStatement statement, int after, Object[] arguments)
      throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(after + i + 1, value(arguments[i]));
    }
  }

  /** An argument as the database takes it. */
  Object value(Object argument) {
    return argument;
  }

  void begin() throws SQLException {
    prepared("begin immediate").execute();
  }

  void commit() throws SQLException {
    flush();
    prepared("commit").execute();
  }

  /** Undoes the open transaction. The driver finalizes statements that failed, so none is kept. */
  void rollback() throws SQLException {
    forget();
    for (PreparedStatement statement : statements.values()) {
      statement.close();
    }
    statements.clear();
    prepared("rollback").execute();
  }

  /** Leaves out what was collected. */
  final void forget() {
    collected.values().forEach(List::clear);
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
