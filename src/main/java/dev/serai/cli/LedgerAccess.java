package dev.serai.cli;

import dev.serai.config.HubConfig;
import dev.serai.config.LedgerConfig;
import dev.serai.hub.Ledgers;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerPlace;
import java.nio.file.Files;
import picocli.CommandLine.Mixin;

/** Finds the ledger of the hub that is meant. */
final class LedgerAccess {

  @Mixin ConfigOption config;
  @Mixin DataOption data;

  /** For reading, also beside a running hub. */
  Ledger read(Terminal terminal) {
    return Ledger.openReadOnly(existing(terminal));
  }

  /** The configuration; without a file, the defaults. */
  HubConfig hub(Terminal terminal) {
    return Files.exists(config.config)
        ? config.load(terminal.env())
        : HubConfig.ofDefaults(terminal.env());
  }

  /** Whether the configuration lets the channel, which may be null, keep no log. */
  boolean isUnlogged(String channel, Terminal terminal) {
    if (channel == null || !Files.exists(config.config)) {
      return false;
    }
    HubConfig.Channel found = HubConfig.loadChannels(config.config, terminal.env()).get(channel);
    return found != null && !found.log();
  }

  /** Where it is; a command other than {@code run} never makes one. */
  LedgerPlace existing(Terminal terminal) {
    LedgerConfig ledger =
        Files.exists(config.config)
            ? HubConfig.loadLedger(config.config, terminal.env())
            : HubConfig.ofDefaults(terminal.env()).ledger();
    LedgerPlace place = Ledgers.place(ledger, data.data);
    if (place instanceof LedgerPlace.File file && !Files.exists(file.path())) {
      throw new CliException(
          ExitCode.FAILED,
          "there is no ledger at %s yet; start a hub with 'serai run', or name its data folder with --data"
              .formatted(file.path()));
    }
    return place;
  }
}
