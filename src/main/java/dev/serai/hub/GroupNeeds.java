package dev.serai.hub;

import dev.serai.bus.GroupSpec;
import dev.serai.bus.Need;
import dev.serai.bus.Profile;
import dev.serai.bus.Support;
import java.util.ArrayList;
import java.util.List;

/** What a group needs of the broker, and what keeps it from being served. */
final class GroupNeeds {

  private GroupNeeds() {}

  static List<Need> of(GroupSpec group) {
    List<Need> needs = new ArrayList<>(List.of(Need.FAN_OUT));
    if (group.from() == GroupSpec.From.EARLIEST) {
      needs.add(Need.EARLIEST);
    }
    if (group.ordered()) {
      needs.add(Need.ORDER);
    }
    needs.add(Need.CRASH);
    return needs;
  }

  /** One line for each reason, empty when the broker can serve it. */
  static List<String> refusals(Profile profile, GroupSpec group) {
    List<String> refusals = new ArrayList<>();
    for (Need need : of(group)) {
      Support support = profile.support(need);
      if (support.level() == Support.Level.REFUSED) {
        refusals.add(need.text() + ": " + support.how());
      }
    }
    refusals.addAll(profile.refusals(group));
    return refusals.stream()
        .map(why -> "group '%s' of channel '%s': %s".formatted(group.name(), group.channel(), why))
        .toList();
  }
}
