package dev.serai.cli;

import dev.serai.config.HubConfig;
import dev.serai.config.Subscription;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.Subscriptions.Disabled;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "ls",
    description = "List the subscriptions: channel, address, and whether each is on.")
final class SubscriptionsListCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin LedgerAccess ledger;

  SubscriptionsListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    HubConfig hub = ledger.hub(terminal);
    Map<String, Disabled> disabled = disabled(hub);
    for (Subscription each : hub.subscriptions().values()) {
      String state = state(each, disabled.get(each.name()));
      terminal.say(
          "%-20s  %-20s  %-40s  %s".formatted(each.name(), each.channel(), each.url(), state));
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("subscription", each.name());
      json.put("channel", each.channel());
      json.put("url", each.url().toString());
      json.put("state", state);
      terminal.json(json);
    }
    return ExitCode.OK;
  }

  /** None when no hub ever ran here. */
  private Map<String, Disabled> disabled(HubConfig hub) {
    if (hub.ledger().file(ledger.data.data).filter(file -> !Files.exists(file)).isPresent()) {
      return Map.of();
    }
    try (Ledger read = ledger.read(terminal)) {
      List<Disabled> all = read.subscriptions().disabled();
      return all.stream().collect(Collectors.toMap(Disabled::name, Function.identity()));
    }
  }

  private static String state(Subscription subscription, Disabled disabled) {
    if (subscription.off().isPresent()) {
      return "off: " + subscription.off().get();
    }
    return disabled == null
        ? "on"
        : "disabled since %s: %s; 'serai subscriptions enable %s' enables it"
            .formatted(disabled.at(), disabled.reason(), disabled.name());
  }
}
