package dev.serai.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A connection to PostgreSQL. Every answer costs a trip over the network, so what needs none is
 * collected and sent together: at the latest before the commit, and before anything else that might
 * look at it.
 */
final class PostgresSession extends Session {

  private static final int ROWS_AT_ONCE = 64;

  private final Connection connection;
  private final Set<PreparedStatement> collected = new LinkedHashSet<>();

  /** The connection commits only when told to. */
  PostgresSession(Connection connection) {
    super(connection);
    this.connection = connection;
  }

  @Override
  PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement statement = super.prepared(sql);
    // Else the driver holds a whole page of large events in memory.
    statement.setFetchSize(ROWS_AT_ONCE);
    return statement;
  }

  @Override
  void run(PreparedStatement statement) throws SQLException {
    statement.addBatch();
    collected.add(statement);
  }

  @Override
  void flush() throws SQLException {
    super.flush();
    if (!collected.isEmpty()) {
      for (PreparedStatement statement : collected) {
        statement.executeBatch();
      }
      collected.clear();
    }
  }

  /** PostgreSQL has no NUL in its texts. */
  @Override
  Object value(Object argument) {
    return argument instanceof String text ? text.replace('\0', '\uFFFD') : argument;
  }

  @Override
  void begin() {
    // The driver begins with the first statement, which saves a trip.
  }

  @Override
  void commit() throws SQLException {
    flush();
    connection.commit();
  }

  @Override
  void rollback() throws SQLException {
    forget();
    for (PreparedStatement statement : collected) {
      statement.clearBatch();
    }
    collected.clear();
    connection.rollback();
  }

  @Override
  void endRead() throws SQLException {
    connection.commit();
  }
}
