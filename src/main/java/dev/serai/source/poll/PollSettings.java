package dev.serai.source.poll;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One thing to poll.
 *
 * @param url absolute, http or https; user and password in it are sent as basic authorization
 * @param headers sent to the url's own host only
 * @param allow networks that redirects and further pages may lead to besides public ones
 */
public record PollSettings(
    String connector,
    URI url,
    Duration every,
    Map<String, String> headers,
    Reading reading,
    Choice choice,
    Limits limits,
    List<String> allow) {

  public PollSettings {
    headers = Map.copyOf(headers);
    allow = List.copyOf(allow);
  }

  /** How entries are found in a document. */
  public sealed interface Reading {}

  /** RSS, RDF, Atom or JSON Feed, whatever comes. */
  public record OfFeed(int maxEntries, int maxEntryBytes) implements Reading {}

  /**
   * A JSON API. Paths are member names with dots between them.
   *
   * @param items the array; empty when the document is the array
   * @param id in an item; empty for a digest of the item
   * @param version in an item, changes when the item does; empty for a digest of the item
   */
  public record OfJson(String items, String id, String version, Paging paging, Cursor cursor)
      implements Reading {}

  /**
   * How the next page is found.
   *
   * @param path of the document, for {@link By#FIELD}
   * @param parameter what the page's number, or the field when it is no address, is sent as
   */
  public record Paging(By by, String path, String parameter, int start, int maxPages) {

    /** Where it stands. */
    public enum By {
      NONE,
      LINK,
      FIELD,
      PAGE
    }
  }

  /**
   * What is told the API of what was read already.
   *
   * @param item path in an item, of which the highest counts; empty when {@code document} is set
   * @param document path in the document
   * @param start sent the first time; empty for nothing
   */
  public record Cursor(String item, String document, String parameter, String start) {}

  /**
   * What becomes an event.
   *
   * @param onlyNew whether entries that are there at the first poll are passed over
   * @param updates whether a change of a known entry is one, too
   */
  public record Choice(boolean onlyNew, boolean updates) {}

  /** Of one request: all of its time, and the bytes of its body, unpacked. */
  public record Limits(Duration timeout, int maxBytes) {}

  /** The url for people: without what may be secret. */
  String shown() {
    return shown(url);
  }

  static String shown(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return uri.getScheme() + "://" + uri.getHost() + port + path;
  }
}
