package dev.serai.bus.embedded;

import dev.serai.bus.Binding;
import dev.serai.bus.BindingContext;
import dev.serai.bus.BindingProvider;
import dev.serai.bus.Profile;
import dev.serai.ledger.Ledger;
import java.util.Map;

/** The bus that needs no broker: {@code broker: embedded}. */
public final class EmbeddedBindingProvider implements BindingProvider {

  @Override
  public String name() {
    return "embedded";
  }

  @Override
  public Binding open(Map<String, Object> settings, BindingContext context) {
    return new EmbeddedBinding(
        EmbeddedBindingConfig.of(settings), context.service(Ledger.class), context.scheduler());
  }

  @Override
  public Profile profile(Map<String, Object> settings) {
    return new EmbeddedProfile(EmbeddedBindingConfig.of(settings));
  }
}
