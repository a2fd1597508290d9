package dev.serai.manage;

import dev.serai.ledger.EventQuery;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.ParkedDelivery;
import dev.serai.ledger.StoredEvent;
import dev.serai.manage.view.EventView;
import dev.serai.manage.view.IgnoredView;
import dev.serai.manage.view.Page;
import dev.serai.manage.view.ParkedView;
import java.util.Optional;
import java.util.Set;

/** What passed, what waits, and what gave no event. */
final class EventDesk {

  private static final int USUAL = 100;
  private static final int MOST = 1_000;

  private final Ledger ledger;

  EventDesk(Ledger ledger) {
    this.ledger = ledger;
  }

  void open(Endpoints endpoints) {
    endpoints.get(
        "/events",
        Set.of("channel", "since", "until", "type", "subject", "key", "id", "after", "limit"),
        this::events);
    endpoints.get("/parked", Set.of("channel", "group", "after", "limit"), this::parked);
    endpoints.get("/ignored", Set.of("connector", "limit"), this::ignored);
  }

  private Reply events(Asked asked) {
    EventQuery query =
        new EventQuery(
            asked.text("channel"),
            asked.time("since"),
            asked.time("until"),
            asked.texts("type"),
            asked.text("subject"),
            asked.text("key"),
            asked.text("id"));
    return Reply.ok(
        Pages.read(
            asked,
            (after, limit) -> ledger.events().find(query, after, limit),
            StoredEvent::seq,
            StoredEvent::event,
            EventView::of));
  }

  private Reply parked(Asked asked) {
    String channel = required(asked, "channel");
    String group = required(asked, "group");
    return Reply.ok(
        Pages.read(
            asked,
            (after, limit) -> ledger.parked().list(channel, group, after, limit),
            ParkedDelivery::id,
            ParkedDelivery::event,
            ParkedView::of));
  }

  private Reply ignored(Asked asked) {
    int limit = Math.toIntExact(asked.number("limit", USUAL, 1, MOST));
    return Reply.ok(
        new Page<>(
            ledger.seen().ignored(Optional.ofNullable(asked.text("connector")), limit).stream()
                .map(IgnoredView::of)
                .toList(),
            null));
  }

  private static String required(Asked asked, String name) {
    String value = asked.text(name);
    if (value == null) {
      throw Refused.badRequest(
          "parameter '%s' is missing; /manage/groups lists channels and groups".formatted(name));
    }
    return value;
  }
}
