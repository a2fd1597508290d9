package dev.serai.routes;

import java.util.Collection;
import java.util.Comparator;

/** Finds what a user may have meant. */
public final class Suggestions {

  private Suggestions() {}

  /**
   * The way out as the end of a sentence: the nearest known word if one is near, else all when they
   * are few.
   */
  public static String nearest(String word, Collection<String> known) {
    String near = near(word, known);
    if (near != null) {
      return "; did you mean '" + near + "'?";
    }
    return known.size() <= 30
        ? "; known: " + String.join(", ", known.stream().sorted().toList())
        : "; see the list of Camel's components";
  }

  /** The known word that may have been meant, null when none is near. */
  public static String near(String word, Collection<String> known) {
    String near =
        known.stream().min(Comparator.comparingInt(each -> distance(word, each))).orElse(null);
    return near != null && distance(word, near) <= Math.max(2, word.length() / 3) ? near : null;
  }

  /** Levenshtein's edit distance. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int above = row[j];
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
        diagonal = above;
      }
    }
    return row[other.length()];
  }
}
