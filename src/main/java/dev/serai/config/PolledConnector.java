package dev.serai.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The hub asks for what is new.
 *
 * @param normalize the normalizer's name
 * @param onlyNew whether what is there at the first poll is passed over
 * @param updates whether a change of a known entry is an event, too
 */
public record PolledConnector(
    String name,
    Address address,
    Reading reading,
    String normalize,
    Connector.Vocabulary vocabulary,
    String channel,
    boolean onlyNew,
    boolean updates,
    Sanitize sanitize,
    Optional<String> off)
    implements Connector {

  /**
   * Where and how often.
   *
   * @param headers sent with each request
   * @param allow networks that redirects may lead to besides public ones
   * @param timeout of one request
   * @param maxBytes of one document
   */
  public record Address(
      URI url,
      Duration every,
      Map<String, Secret> headers,
      List<String> allow,
      Duration timeout,
      int maxBytes) {}

  /** How entries are found. */
  public sealed interface Reading {}

  /** RSS, RDF, Atom, JSON Feed. */
  public record Feed(int maxEntries, int maxEntryBytes) implements Reading {}

  /**
   * A JSON API; paths are empty when they are not given.
   *
   * @param paging null for one page
   * @param cursor null for none
   */
  public record Api(String items, String id, String version, Paging paging, Cursor cursor)
      implements Reading {}

  /** How the next page is found; {@code path} and {@code parameter} are empty when not given. */
  public record Paging(By by, String path, String parameter, int start, int maxPages) {

    /** Where the next page is told. */
    public enum By {
      LINK,
      FIELD,
      PAGE
    }
  }

  /** What tells the API what was read; texts are empty when not given. */
  public record Cursor(String item, String document, String parameter, String start) {}

  @Override
  public String scheme() {
    return reading instanceof Feed ? "feed" : "poll";
  }
}
