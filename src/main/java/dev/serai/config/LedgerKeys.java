package dev.serai.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The keys under {@code ledger}. */
final class LedgerKeys {

  private static final Pattern POSTGRESQL =
      Pattern.compile("postgresql://([^@/?\\s]+@)?[^@/?\\s]+/[^/?\\s]+(\\?\\S*)?");

  /** Somebody's password, however wrong the rest may be. */
  private static final Pattern WITH_PASSWORD =
      Pattern.compile("(?i)[a-z:]+//[^/?]*:[^/?]*@.*|.*[?&](ssl)?password=.*");

  private static final Type<String> WHERE =
      new Type<>() {
        @Override
        public String description() {
          return "sqlite:<file> or postgresql://user@host:port/database, for example sqlite:serai.db";
        }

        @Override
        public String read(Yaml value, Reading reading) throws Refusal {
          Placeholders.Expanded found = reading.text(value, this);
          String text = found.text();
          if (WITH_PASSWORD.matcher(text).matches()) {
            throw new Refusal(
                value.place(),
                "%s holds a password, which messages would show; leave it out and write password: ${SERAI_LEDGER_PASSWORD} beside url"
                    .formatted(reading.path()));
          }
          boolean file =
              text.startsWith(LedgerConfig.SQLITE) && text.length() > LedgerConfig.SQLITE.length();
          if (!file && !POSTGRESQL.matcher(text).matches()) {
            throw reading.wants(this, value, found);
          }
          return text;
        }
      };

  private static final Type<Optional<Secret>> PASSWORD_TYPE =
      new Type<>() {
        @Override
        public String description() {
          return "a secret such as ${SERAI_LEDGER_PASSWORD}";
        }

        @Override
        public boolean takesEmpty() {
          return true;
        }

        @Override
        public Optional<Secret> read(Yaml value, Reading reading) throws Refusal {
          String text = reading.text(value, this).text();
          return text.isEmpty() ? Optional.empty() : Optional.of(Secret.of(text));
        }
      };

  private static final Key<String> URL =
      Key.of(
          "url",
          WHERE,
          "sqlite:serai.db",
          "`sqlite:<file>`, where a relative file lies in the data folder (`--data`, `SERAI_DATA`); or `postgresql://user@host:port/database`, which several hubs may share. After a `?` stand options of the PostgreSQL driver, such as `sslmode=verify-full`.");
  private static final Key<Optional<Secret>> PASSWORD =
      Key.of(
          "password",
          PASSWORD_TYPE,
          "",
          "Of the user in a PostgreSQL `url`; left out when the server asks for none or `~/.pgpass` has it.");

  static final Section<LedgerConfig> SECTION =
      new Section<>(
          "The hub's memory: event log, waiting deliveries, dead letters.",
          List.of(URL, PASSWORD),
          (f, reading) -> new LedgerConfig(f.get(URL), f.get(PASSWORD)));

  private LedgerKeys() {}
}
