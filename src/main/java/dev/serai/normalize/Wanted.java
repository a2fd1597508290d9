package dev.serai.normalize;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which members of a message a declaration reads; arrays are looked through, so a path names the
 * members of their elements too.
 */
final class Wanted {

  private final Map<String, Wanted> members = new HashMap<>();
  private boolean whole;

  /** An empty path wants the whole message. */
  void add(List<String> path) {
    touch(path).whole = true;
  }

  /** Wants a member to be there, but nothing in it. */
  Wanted touch(List<String> path) {
    Wanted at = this;
    for (String name : path) {
      at = at.members.computeIfAbsent(name, absent -> new Wanted());
    }
    return at;
  }

  /** What is wanted of a member, or null when it can be skipped. */
  Wanted of(String name) {
    return whole ? this : members.get(name);
  }
}
