package dev.serai.normalize;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of one object while it is read, to find a duplicate; used again for the next object.
 * Few names are found without making objects. Many go to a set, which stays fast also when a sender
 * chooses names of one hash.
 */
final class Names {

  private static final int FEW = 96;
  private static final int PLACES = 256;

  private final String[] few = new String[FEW];

  /** By hash: where in {@code few} a name is, counted from 1; 0 is free. */
  private final byte[] places = new byte[PLACES];

  private int size;
  private Set<String> many;

  /** Keeps nothing of the message. */
  void clear() {
    if (size > 0) {
      Arrays.fill(places, (byte) 0);
      Arrays.fill(few, 0, size, null);
    }
    size = 0;
    many = null;
  }

  /** False when the name is there already. */
  boolean add(String name) {
    if (many != null) {
      return many.add(name);
    }
    int hash = name.hashCode();
    int place = (hash ^ hash >>> 16) & PLACES - 1;
    while (places[place] != 0) {
      if (few[places[place] - 1].equals(name)) {
        return false;
      }
      place = place + 1 & PLACES - 1;
    }
    if (size == FEW) {
      many = new HashSet<>(List.of(few));
      return many.add(name);
    }
    few[size++] = name;
    places[place] = (byte) size;
    return true;
  }
}
