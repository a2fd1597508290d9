package dev.serai.bus;

import java.util.List;

/**
 * What a binding makes of what routes need, with the settings it was given. {@code serai plan}
 * prints it, and a hub does not start on what it refuses. No I/O, constant.
 */
public interface Profile {

  /** As {@link Binding#capabilities()}. */
  Capabilities capabilities();

  /** Who meets a need on this broker. */
  Support support(Need need);

  /**
   * What keeps this group from being made on the broker, one line each with the way out: a name it
   * cannot carry, a deadline it cannot keep. Usually empty.
   */
  List<String> refusals(GroupSpec group);

  /** What stands on the broker for a channel, one line each, in the broker's own words. */
  List<String> creates(String channel);

  /** What stands on the broker for a group, beside its channel. */
  List<String> creates(GroupSpec group);

  /** Where the binding does not keep a promise to the letter. */
  List<Deviation> deviations();
}
