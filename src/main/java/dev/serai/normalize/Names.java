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

  /** By hash: where in {@code few} a name is, and of which object; all others are free. */
  private final int[] places = new int[PLACES];

  /** Counts objects, in steps beyond what a place in {@code few} can be. */
  private int object = PLACES;

  private int size;
  private int most;
  private Set<String> many;

  /** Begins another object. */
  void clear() {
    size = 0;
    many = null;
    object += PLACES;
    if (object < 0) {
      Arrays.fill(places, 0);
      object = PLACES;
    }
  }

  /** Keeps nothing of the message. */
  void forget() {
    clear();
    Arrays.fill(few, 0, most, null);
    most = 0;
  }

  /** False when the name is there already. */
  boolean add(String name) {
    if (many != null) {
      return many.add(name);
    }
    int hash = name.hashCode();
    int place = (hash ^ hash >>> 16) & PLACES - 1;
    while (places[place] >= object) {
      if (few[places[place] - object].equals(name)) {
        return false;
      }
      place = place + 1 & PLACES - 1;
    }
    if (size == FEW) {
      many = new HashSet<>(List.of(few));
      return many.add(name);
    }
    few[size] = name;
    places[place] = object + size;
    size++;
    most = Math.max(most, size);
    return true;
  }
}
