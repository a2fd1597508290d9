package dev.serai.manage;

import dev.serai.delivery.Dispatcher;
import dev.serai.manage.view.GroupView;
import dev.serai.manage.view.Page;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Groups: how they stand, pause and resume. */
final class GroupDesk {

  private final Dispatcher dispatcher;

  GroupDesk(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  void open(Endpoints endpoints) {
    endpoints.get("/groups", Set.of(), asked -> Reply.ok(new Page<>(groups(), null)));
    endpoints.post("/groups/:channel/:group/pause", asked -> pause(asked, true));
    endpoints.post("/groups/:channel/:group/resume", asked -> pause(asked, false));
  }

  private List<GroupView> groups() {
    return dispatcher.groups().stream().map(GroupView::of).toList();
  }

  private Reply pause(Asked asked, boolean pause) {
    String channel = asked.path("channel");
    String group = asked.path("group");
    boolean served = pause ? dispatcher.pause(channel, group) : dispatcher.resume(channel, group);
    if (!served) {
      throw Refused.notFound(
          "no route serves group '%s' of channel '%s' here; served are %s"
              .formatted(group, channel, known()));
    }
    Audit.note(
        asked,
        pause ? "paused a group" : "resumed a group",
        Map.of("channel", channel, "group", group));
    return Reply.ok(
        groups().stream()
            .filter(view -> view.channel().equals(channel) && view.group().equals(group))
            .findFirst()
            .orElseThrow(() -> Refused.notFound("the group was closed meanwhile")));
  }

  private String known() {
    String known =
        groups().stream()
            .map(view -> view.channel() + "/" + view.group())
            .sorted()
            .collect(Collectors.joining(", "));
    return known.isEmpty() ? "none" : known;
  }
}
