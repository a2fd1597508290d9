package dev.serai.hub;

import dev.serai.bus.Binding;
import dev.serai.bus.BusException;
import dev.serai.bus.CheckResult;
import dev.serai.config.HubConfig;
import dev.serai.delivery.Dispatcher;
import dev.serai.delivery.SystemScheduler;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Looks what is left on a broker that is being left, group by group. */
final class DrainingCheck {

  /** Takes what was found. */
  interface Findings {
    void add(String what, boolean ok, String detail);
  }

  private static final String WHAT = "draining";

  private final HubConfig config;
  private final Map<Class<?>, Object> services;
  private final Supplier<Ledger> readOnly;
  private final Findings findings;

  /**
   * @param services with the ledger if it is open
   * @param readOnly opens the ledger beside a running hub
   */
  DrainingCheck(
      HubConfig config,
      Map<Class<?>, Object> services,
      Supplier<Ledger> readOnly,
      Findings findings) {
    this.config = config;
    this.services = services;
    this.readOnly = readOnly;
    this.findings = findings;
  }

  /** Blocks while the broker answers; throws for nothing that it is to find. */
  void look(String broker, BrokerPlan plan) {
    try {
      if (broker.equals(Bindings.ON_THE_LEDGER) && services.isEmpty()) {
        try (Ledger ledger = readOnly.get()) {
          look(broker, Map.of(Ledger.class, ledger), plan);
        }
      } else {
        look(broker, services, plan);
      }
    } catch (BusException | LedgerException | IllegalArgumentException e) {
      findings.add(WHAT, false, broker + ": " + e.getMessage());
    }
  }

  private void look(String broker, Map<Class<?>, Object> with, BrokerPlan plan) {
    try (SystemScheduler scheduler = new SystemScheduler();
        Binding binding = Bindings.open(broker, config.brokerSettings(broker), scheduler, with)) {
      CheckResult found = binding.check();
      if (!found.ok()) {
        findings.add(
            WHAT,
            false,
            "%s: %s; groups that have events left there wait for it"
                .formatted(broker, found.detail()));
        return;
      }
      boolean empty = true;
      for (String channel : channels(plan)) {
        for (String group : new TreeSet<>(binding.groups(channel))) {
          empty &= group(broker, binding, channel, group, plan);
        }
      }
      if (empty) {
        findings.add(
            WHAT, true, "%s: nothing is left there; take it out of 'draining'".formatted(broker));
      }
    }
  }

  private Set<String> channels(BrokerPlan plan) {
    Set<String> channels = new TreeSet<>(config.channels().keySet());
    plan.groups().forEach(planned -> channels.add(planned.group().channel()));
    config.connectors().values().stream()
        .filter(each -> each.channel() != null)
        .forEach(each -> channels.add(each.channel()));
    channels.add(Dispatcher.DEAD_LETTER_CHANNEL);
    return channels;
  }

  /** True when nothing is left. */
  private boolean group(
      String broker, Binding binding, String channel, String group, BrokerPlan plan) {
    OptionalLong left = binding.lag(channel, group).events();
    String much =
        left.isEmpty()
            ? "an unknown number of events left there"
            : left.getAsLong() == 0
                ? "nothing left there"
                : left.getAsLong() + " events left there" + unless(channel, group, plan);
    findings.add(
        WHAT,
        true,
        "%s: group '%s' of channel '%s' has %s".formatted(broker, group, channel, much));
    return left.isPresent() && left.getAsLong() == 0;
  }

  private static String unless(String channel, String group, BrokerPlan plan) {
    boolean served =
        group.startsWith("serai-")
            || group.startsWith(SubscriptionRoutes.GROUP)
            || plan.groups().stream()
                .anyMatch(
                    planned ->
                        planned.group().channel().equals(channel)
                            && planned.group().name().equals(group));
    return served ? "" : ", and no route that takes them";
  }
}
