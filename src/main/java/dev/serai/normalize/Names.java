package dev.serai.normalize;

import java.util.HashSet;
import java.util.Set;

/**
 * The names of one object while it is read, to find a duplicate. Objects have few names, and those
 * are compared faster than hashed into nodes; many names are hashed, lest a sender make it slow.
 */
final class Names {

  private static final int FEW = 64;

  private final String[] few = new String[FEW];
  private final int[] hashes = new int[FEW];
  private int size;
  private Set<String> many;

  void clear() {
    size = 0;
    many = null;
  }

  /** False when the name is there already. */
  boolean add(String name) {
    if (many != null) {
      return many.add(name);
    }
    int hash = name.hashCode();
    for (int i = 0; i < size; i++) {
      if (hashes[i] == hash && few[i].equals(name)) {
        return false;
      }
    }
    if (size == FEW) {
      many = new HashSet<>(4 * FEW);
      for (String each : few) {
        many.add(each);
      }
      return many.add(name);
    }
    few[size] = name;
    hashes[size++] = hash;
    return true;
  }
}
