package dev.serai.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Which subscriptions are disabled; all others are not. */
public final class Subscriptions {

  /** One that gets no events. */
  public record Disabled(String name, String reason, Instant at) {}

  private static final String SELECT =
      "select name, reason, disabled_at from disabled_subscription";
  private static final String DISABLE =
      "insert into disabled_subscription (name, reason, disabled_at) values (?, ?, ?) on conflict do"
          + " nothing";
  private static final String ENABLE = "delete from disabled_subscription where name = ?";

  private final Writes writes;
  private final Readers readers;
  private final InstantSource clock;

  Subscriptions(Writes writes, Readers readers, InstantSource clock) {
    this.writes = writes;
    this.readers = readers;
    this.clock = clock;
  }

  /** Completes with false, and changes nothing, when it is disabled already. */
  public CompletionStage<Boolean> disable(String name, String reason) {
    return writes.submit(0, session -> session.update(DISABLE, name, reason, clock.millis()) > 0);
  }

  /** Completes with false when it is not disabled. */
  public CompletionStage<Boolean> enable(String name) {
    return writes.submit(0, session -> session.update(ENABLE, name) > 0);
  }

  /** Blocks for one short query. */
  public Optional<Disabled> disabled(String name) {
    return readers.read(
        session -> session.first(Subscriptions::map, SELECT + " where name = ?", name));
  }

  /** Blocks for one short query. */
  public List<Disabled> disabled() {
    return readers.read(session -> session.list(Subscriptions::map, SELECT + " order by name"));
  }

  private static Disabled map(ResultSet row) throws SQLException {
    return new Disabled(row.getString(1), row.getString(2), Instant.ofEpochMilli(row.getLong(3)));
  }
}
