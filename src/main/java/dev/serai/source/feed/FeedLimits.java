package dev.serai.source.feed;

/**
 * What a document may hold.
 *
 * @param entries of more, the first ones are read
 * @param entryChars characters of names and text in one entry; a larger one is left out and told
 */
public record FeedLimits(int entries, int entryChars) {

  /** Levels of elements, or of JSON. */
  static final int DEPTH = 100;

  static final int ATTRIBUTES = 200;

  public FeedLimits {
    if (entries < 1 || entryChars < 1) {
      throw new IllegalArgumentException("limits of a feed must be positive");
    }
  }
}
