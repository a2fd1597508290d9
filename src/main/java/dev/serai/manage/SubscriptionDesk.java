package dev.serai.manage;

import dev.serai.ledger.Subscriptions;
import dev.serai.manage.view.Page;
import dev.serai.manage.view.SubscriptionView;
import java.util.Map;
import java.util.Set;

/** Subscriptions: which are disabled; they can be enabled and disabled. */
final class SubscriptionDesk {

  private static final String BY_OPERATOR = "an operator disabled it";

  private final Subscriptions subscriptions;

  SubscriptionDesk(Subscriptions subscriptions) {
    this.subscriptions = subscriptions;
  }

  void open(Endpoints endpoints) {
    endpoints.get(
        "/subscriptions/disabled",
        Set.of(),
        asked ->
            Reply.ok(
                new Page<>(
                    subscriptions.disabled().stream().map(SubscriptionView::of).toList(), null)));
    endpoints.post("/subscriptions/:name/enable", this::enable);
    endpoints.post("/subscriptions/:name/disable", this::disable);
  }

  private Reply enable(Asked asked) {
    String name = asked.path("name");
    if (Waiting.on(subscriptions.enable(name))) {
      Audit.note(asked, "enabled a subscription", Map.of("subscription", name));
    }
    return Reply.ok(SubscriptionView.enabled(name));
  }

  private Reply disable(Asked asked) {
    String name = asked.path("name");
    if (Waiting.on(subscriptions.disable(name, BY_OPERATOR))) {
      Audit.note(asked, "disabled a subscription", Map.of("subscription", name));
    }
    return Reply.ok(
        subscriptions
            .disabled(name)
            .map(SubscriptionView::of)
            .orElseThrow(() -> Refused.notFound("the subscription was enabled meanwhile")));
  }
}
