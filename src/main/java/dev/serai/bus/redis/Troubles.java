package dev.serai.bus.redis;

import dev.serai.bus.BusException;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.GroupSpec;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells and logs what keeps a member from its work, each reason once, and when nothing does any
 * more. Not safe for threads: it is called under the lock under which the listener is.
 */
final class Troubles {

  /** What a member does all the time. */
  enum Work {
    FETCH,
    SETTLE
  }

  private static final Logger LOG = LoggerFactory.getLogger(RedisMember.class);

  /** So that reasons which differ in a number only do not fill the log. */
  private static final int MOST_TOLD = 5;

  private final GroupSpec group;
  private final DeliveryListener listener;
  private final Set<Work> open = EnumSet.noneOf(Work.class);
  private final Set<String> told = new HashSet<>();

  Troubles(GroupSpec group, DeliveryListener listener) {
    this.group = group;
    this.listener = listener;
  }

  void begin(Work work, BusException why) {
    open.add(work);
    if (told.size() < MOST_TOLD && told.add(why.getMessage())) {
      LOG.warn(
          "group '{}' of channel '{}' cannot {}: {}",
          group.name(),
          group.channel(),
          work == Work.FETCH ? "fetch" : "settle, its events will come again",
          why.getMessage());
      listener.onTrouble(why);
    }
  }

  void end(Work work) {
    if (open.remove(work) && open.isEmpty()) {
      told.clear();
      LOG.info("group '{}' of channel '{}' works again", group.name(), group.channel());
      listener.onRecovered();
    }
  }
}
