package dev.serai.manage.view;

import dev.serai.ledger.Subscriptions;
import java.time.Instant;

/**
 * Whether a subscription gets events.
 *
 * @param reason why it does not, null when it does
 * @param disabledAt since when it does not, null when it does
 */
public record SubscriptionView(String name, boolean enabled, String reason, Instant disabledAt) {

  public static SubscriptionView enabled(String name) {
    return new SubscriptionView(name, true, null, null);
  }

  public static SubscriptionView of(Subscriptions.Disabled disabled) {
    return new SubscriptionView(disabled.name(), false, disabled.reason(), disabled.at());
  }
}
