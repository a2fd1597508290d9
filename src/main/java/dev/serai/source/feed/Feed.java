package dev.serai.source.feed;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A feed's document, read.
 *
 * @param title null when it has none
 * @param link where people read it; null when it tells none
 * @param entries in the order of the document
 * @param tooLarge entries that were left out because of their size
 * @param more whether entries beyond the limit were not read
 */
public record Feed(String title, String link, List<FeedEntry> entries, int tooLarge, boolean more) {

  public Feed {
    entries = List.copyOf(entries);
  }

  /**
   * What each entry is known by, in the order of {@link #entries}. Where one id stands for several
   * different entries it tells nothing, and a digest is put beside it; the same entry twice has one
   * identity.
   */
  public List<String> identities() {
    Map<String, Set<String>> texts = new HashMap<>();
    for (FeedEntry entry : entries) {
      texts.computeIfAbsent(entry.identity(), id -> new HashSet<>()).add(entry.digest());
    }
    return entries.stream()
        .map(
            entry ->
                texts.get(entry.identity()).size() == 1
                    ? entry.identity()
                    : entry.identity() + "#" + entry.digest())
        .toList();
  }
}
