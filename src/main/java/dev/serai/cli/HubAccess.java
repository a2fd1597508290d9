package dev.serai.cli;

import dev.serai.config.HubConfig;
import picocli.CommandLine.Mixin;

/** Finds the hub that is meant, running or not. */
final class HubAccess {

  @Mixin LedgerAccess ledger;

  /** For changes: its ledger. */
  Administration administration(Terminal terminal) {
    ledger.existing(terminal);
    HubConfig config = ledger.hub(terminal);
    return new OfflineHub(config, ledger.data.data);
  }
}
