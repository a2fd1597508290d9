package dev.serai.bus.redis;

import java.util.Optional;
import java.util.UUID;

/**
 * What the members of one subscription are called, one after the other; no name is used again.
 *
 * @param begin of every name
 * @param hub how the names of all lives of this hub begin; empty when it may not tell that they are
 *     over
 */
record MemberNames(String begin, String hub) {

  private static final int RANDOM_FROM = 24;

  /** Ends the part of a name that all members of one life of a hub have, and only they. */
  static final char LIFE_END = '.';

  static MemberNames of(Optional<String> hub) {
    String before = hub.map(name -> "hub-" + name + "-").orElse("");
    String life =
        ProcessHandle.current().pid() + "-" + UUID.randomUUID().toString().substring(RANDOM_FROM);
    return new MemberNames((before.isEmpty() ? "hub-" : before) + life, before);
  }

  MemberNames of(int subscription) {
    return new MemberNames(begin + LIFE_END + subscription, hub);
  }

  String name(int member) {
    return begin + LIFE_END + member;
  }
}
