package dev.serai.bus.embedded;

import dev.serai.bus.Binding;
import dev.serai.bus.BindingContext;
import dev.serai.conformance.BindingContract;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerFault;

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

  @Override
  protected void breakBroker() {
    LedgerFault.on(ledgerFile(), "insert on event");
    LedgerFault.on(ledgerFile(), "insert on probe");
  }

  @Override
  protected void mendBroker() {
    LedgerFault.mend(ledgerFile());
  }
}
