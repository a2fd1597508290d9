package dev.serai.source.feed;

import java.net.URI;

/** Reads a feed's document, whatever of the known formats it is. Pure; safe for all threads. */
public final class FeedReader {

  private final FeedLimits limits;

  public FeedReader(FeedLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads the document.
   *
   * @param contentType as the server told it, or null
   * @param base what relative links are relative to
   * @throws FeedException when it is none, is broken or is hostile
   */
  public Feed read(byte[] document, String contentType, URI base) {
    String text = DocumentText.of(document, contentType);
    if (text.isBlank()) {
      throw new FeedException("the document is empty; is the url that of a feed?", null);
    }
    int start = 0;
    while (Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    return text.charAt(start) == '{'
        ? new JsonFeed(limits, base).read(text)
        : new XmlFeed(limits, base).read(text.substring(start));
  }
}
