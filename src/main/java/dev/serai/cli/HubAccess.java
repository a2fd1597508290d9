package dev.serai.cli;

import dev.serai.config.HubConfig;
import picocli.CommandLine.Mixin;

/** Finds the hub that is meant, running or not. */
final class HubAccess {

  @Mixin LedgerAccess ledger;

  /** For changes: the running hub, else its ledger. */
  Administration administration(Terminal terminal) {
    return HubFile.find(ledger.data.data)
        .<Administration>map(RunningHub::new)
        .orElseGet(() -> offline(terminal));
  }

  private OfflineHub offline(Terminal terminal) {
    ledger.existing(terminal);
    HubConfig config = ledger.hub(terminal);
    return new OfflineHub(config, ledger.data.data);
  }
}
