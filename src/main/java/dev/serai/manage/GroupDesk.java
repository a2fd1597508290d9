package dev.serai.manage;

import dev.serai.delivery.Dispatcher;
import dev.serai.manage.view.GroupView;
import dev.serai.manage.view.Page;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Groups: how they stand, pause and resume; those that nobody serves can be removed. */
final class GroupDesk {

  private final Dispatcher dispatcher;

  GroupDesk(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  void open(Endpoints endpoints) {
    endpoints.get("/groups", Set.of(), asked -> Reply.ok(new Page<>(all(), null)));
    endpoints.post("/groups/:channel/:group/pause", asked -> pause(asked, true));
    endpoints.post("/groups/:channel/:group/resume", asked -> pause(asked, false));
    endpoints.post("/groups/:channel/:group/remove", this::remove);
  }

  private List<GroupView> groups() {
    return dispatcher.groups().stream().map(GroupView::of).toList();
  }

  private List<GroupView> all() {
    return Stream.concat(groups().stream(), unserved().stream()).toList();
  }

  private List<GroupView> unserved() {
    return dispatcher.unserved().stream().map(GroupView::of).toList();
  }

  private Reply remove(Asked asked) {
    String channel = asked.path("channel");
    String group = asked.path("group");
    List<GroupView> unserved = unserved();
    if (!forget(channel, group)) {
      throw Refused.notFound(
          "there is no group '%s' of channel '%s'; not served are %s"
              .formatted(group, channel, names(unserved)));
    }
    Audit.note(asked, "removed a group", Map.of("channel", channel, "group", group));
    return Reply.ok(
        unserved.stream()
            .filter(view -> view.channel().equals(channel) && view.group().equals(group))
            .findFirst()
            .orElseThrow(() -> Refused.notFound("the group was made and removed meanwhile")));
  }

  private boolean forget(String channel, String group) {
    try {
      return Waiting.on(dispatcher.forget(channel, group));
    } catch (IllegalStateException e) {
      throw new Refused(409, "Group is served", e.getMessage());
    }
  }

  private Reply pause(Asked asked, boolean pause) {
    String channel = asked.path("channel");
    String group = asked.path("group");
    boolean served = pause ? dispatcher.pause(channel, group) : dispatcher.resume(channel, group);
    if (!served) {
      throw Refused.notFound(
          "no route serves group '%s' of channel '%s' here; served are %s"
              .formatted(group, channel, names(groups())));
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

  private static String names(List<GroupView> groups) {
    String known =
        groups.stream()
            .map(view -> view.channel() + "/" + view.group())
            .sorted()
            .collect(Collectors.joining(", "));
    return known.isEmpty() ? "none" : known;
  }
}
