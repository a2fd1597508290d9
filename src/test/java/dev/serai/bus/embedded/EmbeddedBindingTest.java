package dev.serai.bus.embedded;

import dev.serai.bus.Binding;
import dev.serai.bus.BindingContext;
import dev.serai.bus.BindingContract;
import dev.serai.bus.TestHub;
import dev.serai.ledger.Ledger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The embedded bus keeps every promise. */
class EmbeddedBindingTest extends BindingContract {

  @Override
  protected Binding openBinding(BindingContext hub) {
    return new EmbeddedBinding(
        new EmbeddedBindingConfig(1 << 20), hub.service(Ledger.class), hub.scheduler());
  }

  /** One file, one hub: several members of a group are in one process. */
  @Override
  protected boolean severalHubs() {
    return false;
  }

  /** The bus is the log. */
  @Override
  protected void writeLog(TestHub hub, int count) {}

  @Override
  protected void breakBroker() {
    sql("create trigger broken before insert on event begin select raise(abort, 'broken'); end");
  }

  @Override
  protected void mendBroker() {
    sql("drop trigger broken");
  }

  private void sql(String statement) {
    try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + ledgerFile());
        Statement sql = file.createStatement()) {
      sql.execute("pragma busy_timeout = 5000");
      sql.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
