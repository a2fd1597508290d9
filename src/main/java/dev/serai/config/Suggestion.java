package dev.serai.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Says what is known and what was probably meant. */
final class Suggestion {

  private Suggestion() {}

  /** For example {@code known are a, b, c. Did you mean 'b'?}. */
  static String among(String written, Collection<String> known) {
    if (known.isEmpty()) {
      return "none is defined";
    }
    String list = "known " + (known.size() == 1 ? "is " : "are ");
    String words = list + String.join(", ", new TreeSet<>(known));
    return closest(written, known).map(c -> words + ". Did you mean '" + c + "'?").orElse(words);
  }

  static Optional<String> closest(String written, Collection<String> known) {
    int limit = Math.max(1, written.length() / 3);
    return known.stream()
        .filter(candidate -> distance(written, candidate) <= limit)
        .min(Comparator.comparingInt(candidate -> distance(written, candidate)));
  }

  /** Edits between two words, a swap of neighbours counting as one; case does not matter. */
  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    if (Math.abs(a.length() - b.length()) > 10) {
      return Integer.MAX_VALUE;
    }
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : cheapest(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int cheapest(int[][] d, String a, String b, int i, int j) {
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
