package dev.serai.normalize;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which members of a message a declaration reads; arrays are looked through, so a path names the
 * members of their elements too.
 */
final class Wanted {

  private static final int SEEN = 128;
  private static final int LONGEST_SEEN = 40;

  /** A member that is wanted, and what of it. */
  record Member(String name, Wanted wanted) {}

  private record Known(byte[] utf8, int hash, Member member) {}

  private final Map<String, Wanted> members = new HashMap<>();
  private boolean whole;

  /**
   * Of a whole: names that were read, the last one of each place; senders use the same again.
   * Threads may lose what another one keeps.
   */
  private Known[] seen;

  /** The members by the hashes of their names; of a length that is a power of two. */
  private Known[] table = {null, null};

  /** An empty path wants the whole message. */
  void add(List<String> path) {
    Wanted at = touch(path);
    at.whole = true;
    at.seen = new Known[SEEN];
  }

  /** Wants a member to be there, but nothing in it. */
  Wanted touch(List<String> path) {
    Wanted at = this;
    for (String name : path) {
      Wanted outer = at;
      at = at.members.get(name);
      if (at == null) {
        at = new Wanted();
        outer.members.put(name, at);
        outer.tabulate();
      }
    }
    return at;
  }

  private void tabulate() {
    table = new Known[Integer.highestOneBit(members.size()) * 4];
    members.forEach(
        (name, wanted) -> {
          // One text for all who look the member up: the same object is equal at once.
          Member member = new Member(name.intern(), wanted);
          byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
          int hash = NameTable.hash(utf8, 0, utf8.length);
          int place = hash & table.length - 1;
          while (table[place] != null) {
            place = place + 1 & table.length - 1;
          }
          table[place] = new Known(utf8, hash, member);
        });
  }

  /** As {@link #of(String)}, of a name in UTF-8 with its hash of {@link NameTable}. */
  Member of(byte[] text, int from, int to, int hash) {
    if (whole) {
      return ofWhole(text, from, to, hash);
    }
    int place = hash & table.length - 1;
    for (Known known = table[place]; known != null; known = table[place]) {
      if (known.hash == hash && Arrays.equals(known.utf8, 0, known.utf8.length, text, from, to)) {
        return known.member;
      }
      place = place + 1 & table.length - 1;
    }
    return null;
  }

  private Member ofWhole(byte[] text, int from, int to, int hash) {
    Known known = seen[hash & SEEN - 1];
    if (known != null
        && known.hash == hash
        && Arrays.equals(known.utf8, 0, known.utf8.length, text, from, to)) {
      return known.member;
    }
    String name = new String(text, from, to - from, StandardCharsets.UTF_8);
    Member member = new Member(name, this);
    if (to - from <= LONGEST_SEEN) {
      seen[hash & SEEN - 1] = new Known(Arrays.copyOfRange(text, from, to), hash, member);
    }
    return member;
  }

  /** What is wanted of a member, or null when it can be skipped. */
  Wanted of(String name) {
    return whole ? this : members.get(name);
  }
}
