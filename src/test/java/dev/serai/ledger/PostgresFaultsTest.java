package dev.serai.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a ledger on PostgreSQL says when something is wrong, and how it goes on. */
class PostgresFaultsTest {

  private static PostgresProcess server;

  @BeforeAll
  static void startServer() {
    Optional<PostgresProcess> started = PostgresProcess.shared();
    assumeTrue(started.isPresent(), PostgresProcess.WHY_NOT);
    server = started.get();
  }

  private static void opensNot(String url, String password, String... words) {
    assertThatThrownBy(
            () -> Ledger.open(new LedgerPlace.Postgres(url, password), LedgerOptions.defaults()))
        .isInstanceOf(LedgerException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(words).doesNotContain("hush"));
  }

  private static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  void what_keeps_it_from_opening_is_told_with_the_way_out() {
    String at = "127.0.0.1:" + server.port();

    opensNot(
        "postgresql://serai@" + at + "/nowhere",
        "",
        "ledger 'postgresql://serai@" + at + "/nowhere' is not there",
        "createdb -O serai nowhere");
    opensNot(
        "postgresql://nobody@" + at + "/postgres",
        "hush",
        "does not let user 'nobody' in: look at ledger.password, and at pg_hba.conf");
    opensNot(
        "postgresql://serai@localhost:1/serai",
        "",
        "cannot be reached: start PostgreSQL, or look at host and port in ledger.url");
    opensNot(
        "postgresql://serai@no-such-host.invalid/serai",
        "",
        "is on a host that is not known: look at the spelling in ledger.url");
  }

  @Test
  void a_server_that_wants_a_password_is_not_said_to_be_away() {
    SQLException noPassword = new SQLException("no password was provided.", "08004");

    assertThat(
            PostgresFaults.told(PostgresAddress.of("postgresql://serai@db/serai"), noPassword)
                .getMessage())
        .isEqualTo(
            "ledger 'postgresql://serai@db/serai' turns user 'serai' away: look at ledger.password, at sslmode in ledger.url, and at pg_hba.conf of the server (no password was provided.)");
  }

  @Test
  void a_user_without_rights_is_told_which_to_grant() {
    String database = server.emptyDatabase();
    server.sql("postgres", "create role guest_of_%s login".formatted(database));

    opensNot(
        "postgresql://guest_of_%s@127.0.0.1:%d/%s".formatted(database, server.port(), database),
        "",
        "grant usage, create on schema public to guest_of_" + database);
  }

  @Test
  void a_ledger_of_a_newer_hub_is_left_alone() {
    String database = server.database();
    server.sql(database, "update schema_history set version = '99' where installed_rank = 1");

    opensNot(server.url(database), "", "was written by a newer Serai (schema 99");
  }

  @Test
  void reading_a_database_without_a_ledger_makes_none() {
    String database = server.emptyDatabase();

    assertThatThrownBy(() -> Ledger.openReadOnly(server.place(database)))
        .hasMessageContaining("start the hub once to bring it up to date");
  }

  @Test
  void a_ledger_open_for_reading_follows_the_hub_and_writes_nothing() {
    LedgerPlace place = server.place(server.database());
    try (Ledger hub = Ledger.open(place, LedgerOptions.defaults());
        Ledger looking = Ledger.openReadOnly(place)) {
      done(hub.events().append("c", Samples.events("1", "2"), false));

      assertThat(Samples.ids(looking.events().read("c", 0, 10))).containsExactly("1", "2");
      assertThat(looking.bytes().orElse(0)).isPositive();
      assertThatThrownBy(() -> done(looking.events().append("c", Samples.events("3"), false)))
          .hasMessageContaining("is open for reading only");
    }
  }

  @Test
  void a_server_that_is_away_is_told_and_the_ledger_goes_on_by_itself() {
    try (PostgresProcess own = PostgresProcess.own().orElseThrow()) {
      try (Ledger ledger = Ledger.open(own.place(own.database()), LedgerOptions.defaults())) {
        done(ledger.events().append("c", Samples.events("1"), true));
        assertThat(ledger.events().read("c", 0, 10)).hasSize(1);

        own.kill();
        assertThatThrownBy(() -> done(ledger.events().append("c", Samples.events("2"), true)))
            .hasCauseInstanceOf(LedgerException.class)
            .hasMessageContaining("cannot be reached");
        assertThat(ledger.trouble())
            .hasValueSatisfying(
                trouble -> assertThat(trouble.kind()).isEqualTo(LedgerException.Kind.AWAY));
        assertThatThrownBy(() -> ledger.events().read("c", 0, 10))
            .hasMessageContaining("cannot be reached");

        own.start();
        await().until(() -> ledger.trouble().isEmpty());
        done(ledger.events().append("c", Samples.events("2"), true));
        assertThat(Samples.ids(ledger.events().read("c", 0, 10))).containsExactly("1", "2");
      }
    }
  }

  @Test
  void texts_that_postgresql_cannot_hold_are_kept_without_what_it_cannot() {
    try (Ledger ledger = Ledger.open(server.place(server.database()), LedgerOptions.defaults())) {
      done(ledger.seen().remember("scope", "a\0b"));
      DeadLetter letter = Samples.deadLetter("1", "g", "not\0good", Instant.EPOCH);
      done(ledger.deadLetters().add(letter));

      assertThat(ledger.seen().contains("scope", "a\0b")).isTrue();
      List<DeadLetter> kept = ledger.deadLetters().find(DeadLetterQuery.all(), 0, 10);
      assertThat(kept).hasSize(1);
      assertThat(kept.get(0).history()).isEqualTo(letter.history());
    }
  }
}
