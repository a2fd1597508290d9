package dev.serai.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Makes chosen writes of an open ledger fail, as a broken file would, until it is mended. */
public final class LedgerFault {

  private static final String PREFIX = "fault_";

  private LedgerFault() {}

  /** {@code write} is what SQL calls it, for example {@code insert on parked}. */
  public static void on(Path file, String write) {
    String name = PREFIX + write.replaceAll("[^a-z]+", "_");
    run(
        file,
        "create trigger %s before %s begin select json('broken'); end".formatted(name, write));
  }

  public static void mend(Path file) {
    try (Connection connection = open(file);
        Statement sql = connection.createStatement()) {
      List<String> names = new ArrayList<>();
      try (ResultSet row =
          sql.executeQuery(
              "select name from sqlite_master where type = 'trigger' and name like 'fault%'")) {
        while (row.next()) {
          names.add(row.getString(1));
        }
      }
      for (String name : names) {
        sql.execute("drop trigger " + name);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(Path file, String statement) {
    try (Connection connection = open(file);
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Connection open(Path file) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement sql = connection.createStatement()) {
      sql.execute("pragma busy_timeout = 5000");
    }
    return connection;
  }
}
