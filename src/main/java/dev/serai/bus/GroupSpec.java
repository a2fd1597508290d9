package dev.serai.bus;

import java.time.Duration;
import java.util.Objects;

/**
 * A group on a channel, as its route declares it.
 *
 * @param from where a group that does not exist yet starts
 * @param ordered whether deliveries of one {@code partitionkey} must stay in order across members
 * @param ackDeadline how soon after a crash unsettled deliveries come again, at the latest
 */
public record GroupSpec(
    String channel, String name, From from, boolean ordered, Duration ackDeadline) {

  /** Where a new group starts. */
  public enum From {
    /** Events published from now on. */
    LATEST,
    /** The oldest event still kept. */
    EARLIEST
  }

  public GroupSpec {
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(from, "from");
    if (ackDeadline.isNegative() || ackDeadline.isZero()) {
      throw new IllegalArgumentException(
          "ackDeadline of group '" + name + "' must be longer than 0, but is " + ackDeadline);
    }
  }

  /** An unordered group from now on, with the default deadline of 60 s. */
  public static GroupSpec of(String channel, String name) {
    return new GroupSpec(channel, name, From.LATEST, false, Duration.ofSeconds(60));
  }
}
