package dev.serai.cli;

import dev.serai.config.HubConfig;
import picocli.CommandLine.Parameters;

/** Which subscription is meant. */
final class SubscriptionParameter {

  @Parameters(
      index = "0",
      paramLabel = "SUBSCRIPTION",
      description = "A subscription of the configuration.")
  String name;

  void check(HubConfig hub) {
    if (!hub.subscriptions().containsKey(name)) {
      throw new CliException(
          ExitCode.INVALID,
          "%s has no subscription '%s'; known are %s"
              .formatted(
                  hub.file(),
                  name,
                  hub.subscriptions().isEmpty()
                      ? "none"
                      : String.join(", ", hub.subscriptions().keySet())));
    }
  }
}
