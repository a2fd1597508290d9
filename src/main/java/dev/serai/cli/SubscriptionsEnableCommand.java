package dev.serai.cli;

import dev.serai.manage.view.SubscriptionView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "enable",
    description =
        "Send a disabled subscription events again, from now on; what it missed can be replayed.")
final class SubscriptionsEnableCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin HubAccess hub;

  @Mixin SubscriptionParameter subscription;

  SubscriptionsEnableCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    subscription.check(hub.ledger.hub(terminal));
    try (Administration administration = hub.administration(terminal)) {
      SubscriptionView now = administration.enableSubscription(subscription.name);
      terminal.say("%s is enabled".formatted(now.name()));
      terminal.json(now);
    }
    return ExitCode.OK;
  }
}
