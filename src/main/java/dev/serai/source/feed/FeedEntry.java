package dev.serai.source.feed;

import java.time.Instant;
import java.util.List;

/**
 * What a feed tells of one thing, as its publisher wrote it; what is unknown is null or empty.
 *
 * @param id the publisher's own: guid, atom:id, rdf:about, id
 * @param link absolute where the document tells what it is relative to
 * @param time when it was published, and when it was last changed
 */
public record FeedEntry(
    String id, String link, String title, Text summary, Text content, Times time, Extras extras) {

  /**
   * Text and its kind.
   *
   * @param type {@code text}, {@code html} or {@code xhtml}
   */
  public record Text(String type, String value) {}

  /** Null where the feed says nothing that can be read. */
  public record Times(Instant published, Instant updated) {}

  /** What only some feeds tell. */
  public record Extras(
      List<String> authors,
      List<String> categories,
      List<Enclosure> enclosures,
      String comments,
      String language) {}

  /**
   * A file that belongs to an entry.
   *
   * @param bytes null when it is not told
   */
  public record Enclosure(String url, String type, Long bytes) {}

  /**
   * What the entry is known by: its id, else its link, else a digest of title and text. Never null,
   * at most 200 characters, which a longer id's digest stands for.
   */
  public String identity() {
    if (id != null) {
      return Digests.bounded(id);
    }
    if (link != null) {
      return Digests.bounded(link);
    }
    return "sha256:" + Digests.of(title, value(summary), value(content));
  }

  /** Changes when the publisher changes what readers see; 16 hex digits. */
  public String digest() {
    return Digests.of(title, link, value(summary), value(content)).substring(0, 16);
  }

  private static String value(Text text) {
    return text == null ? null : text.value();
  }
}
