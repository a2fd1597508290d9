package dev.serai.cli;

import dev.serai.manage.view.SubscriptionView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "disable",
    description =
        "Send a subscription no more events, until it is enabled; its group passes over them.")
final class SubscriptionsDisableCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin HubAccess hub;

  @Mixin SubscriptionParameter subscription;

  SubscriptionsDisableCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    subscription.check(hub.ledger.hub(terminal));
    try (Administration administration = hub.administration(terminal)) {
      SubscriptionView now = administration.disableSubscription(subscription.name);
      terminal.say("%s is disabled".formatted(now.name()));
      terminal.json(now);
    }
    return ExitCode.OK;
  }
}
