package dev.serai.config;

import dev.serai.config.Connector.Vocabulary;
import dev.serai.config.PolledConnector.Address;
import dev.serai.config.PolledConnector.Api;
import dev.serai.config.PolledConnector.Cursor;
import dev.serai.config.PolledConnector.Feed;
import dev.serai.config.PolledConnector.Paging;
import dev.serai.config.Section.Fields;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The keys of connectors that are polled. */
final class PollKeys {

  /** What is published at the first poll. */
  enum First {
    ALL,
    NONE
  }

  /** What becomes of changed entries. */
  enum Updates {
    IGNORE,
    PUBLISH
  }

  private static final String SECONDS_TO_DAYS = "10s";
  private static final Pattern PATH = Pattern.compile("[^\\s.]+(\\.[^\\s.]+)*");
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9._~\\[\\]-]+");

  private static final Key<Boolean> ENABLED =
      Key.of("enabled", Types.flag(), "true", "`false` switches the connector off.");
  private static final Key<URI> URL =
      Key.required(
          "url",
          url(),
          "write where it is: url: \"https://example.org/releases.atom\"",
          "Where it is. User and password in it are sent as Basic authorization.");
  private static final Key<Duration> EVERY =
      Key.of(
          "every",
          Types.duration(SECONDS_TO_DAYS, "30d"),
          "5m",
          "How often it is asked, a tenth more or less. After failures less and less often, at most an hour apart.");
  private static final Key<Map<String, Secret>> HEADERS =
      Key.optional(
          "headers",
          HeaderType.HEADERS,
          "Sent with each request to the url's own host, for example `Authorization`. Never printed.");
  private static final Key<Vocabulary> VOCABULARY =
      Key.of(
          "vocabulary",
          Types.choice(Vocabulary.class),
          "hub",
          "As for `type: webhook`: which of the normalizer's files is used.");
  private static final Key<String> CHANNEL =
      Key.optional(
          "channel",
          Types.reference("channel"),
          "The channel its events go to. Without it, a route of yours begins with `feed:<name>` or `poll:<name>`.");
  private static final Key<First> FIRST =
      Key.of(
          "first",
          Types.choice(First.class),
          "all",
          "What is published at the very first poll: `all` that is there, or `none` of it.");
  private static final Key<Updates> UPDATES =
      Key.of(
          "updates",
          Types.choice(Updates.class),
          "ignore",
          "`publish` makes an event of each change of a known entry, too.");
  private static final Key<Duration> TIMEOUT =
      Key.of("timeout", Types.duration("1s", "5m"), "30s", "For one request, to its last byte.");
  private static final Key<Integer> MAX_BYTES =
      Key.of(
          "maxBytes",
          Types.size("1KiB", "64MiB"),
          "8MiB",
          "Largest document, unpacked; a larger one is refused.");
  private static final Key<List<String>> ALLOW =
      Key.optional(
          "allow",
          AdmissionKeys.networks(),
          "Networks that redirects and further pages may lead to, besides public ones and those like the url's own host.");

  private static final Key<Integer> MAX_ENTRIES =
      Key.of(
          "maxEntries",
          Types.wholeNumber(1, 100_000),
          "1000",
          "Of a longer feed the first ones are read.");
  private static final Key<Integer> MAX_ENTRY_BYTES =
      Key.of(
          "maxEntryBytes",
          Types.size("1KiB", "16MiB"),
          "1MiB",
          "Entries with more characters are left out, and that is told.");
  private static final Key<String> NORMALIZE_FEED =
      Key.of("normalize", normalizer(), "feed", "The normalizer that makes events of entries.");
  private static final Key<String> NORMALIZE_API =
      Key.of("normalize", normalizer(), "json", "The normalizer that makes events of items.");

  private static final Key<String> ITEMS =
      Key.optional(
          "items", path(), "Where in the document the array is. Else the document is the array.");
  private static final Key<String> ID =
      Key.of(
          "id",
          path(),
          "id",
          "What an item is known by. Where it is missing, a digest of the item.");
  private static final Key<String> VERSION =
      Key.optional(
          "version",
          path(),
          "What changes when the item does, for `updates`; else a digest of it.");

  private static final Key<Paging.By> BY =
      Key.required(
          "by",
          Types.choice(Paging.By.class),
          "write by: link, by: field or by: page",
          "Where the next page is told: `link` in the header Link, `field` in a member of the document, `page` nowhere, pages are counted up to the first empty one.");
  private static final Key<String> PAGE_PATH =
      Key.optional("path", path(), "Where in the document it is told. Required for `field`.");
  private static final Key<String> PAGE_PARAMETER =
      Key.optional(
          "parameter",
          parameter(),
          "What the page's number is sent as (else `page`), or the field when it is no address itself.");
  private static final Key<Integer> PAGE_START =
      Key.of("start", Types.wholeNumber(0, 1_000_000), "1", "The first page's number.");
  private static final Key<Integer> MAX_PAGES =
      Key.of(
          "maxPages",
          Types.wholeNumber(1, 10_000),
          "100",
          "Of one poll; more are an error, for then something would be missed.");
  private static final Section<Paging> PAGING =
      new Section<>(
          "How the next page is found.",
          List.of(BY, PAGE_PATH, PAGE_PARAMETER, PAGE_START, MAX_PAGES),
          PollKeys::paging);

  private static final Key<String> CURSOR_ITEM =
      Key.optional(
          "item",
          path(),
          "Where in an item it is; the highest counts, of numbers by value, of others by letters.");
  private static final Key<String> CURSOR_DOCUMENT =
      Key.optional("document", path(), "Where in the document it is, instead of `item`.");
  private static final Key<String> CURSOR_PARAMETER =
      Key.required(
          "parameter",
          parameter(),
          "write what it is sent as: parameter: since",
          "The query parameter that it is sent as.");
  private static final Key<String> CURSOR_START =
      Key.optional("start", Types.text("a text"), "Sent at the first poll; else nothing is.");
  private static final Section<Cursor> CURSOR =
      new Section<>(
          "What is remembered between polls and sent with the next, so that only what is new comes.",
          List.of(CURSOR_ITEM, CURSOR_DOCUMENT, CURSOR_PARAMETER, CURSOR_START),
          PollKeys::cursor);
  private static final Key<Paging> PAGING_KEY =
      Key.optional("paging", PAGING, "How the next page is found; without it there is one.");
  private static final Key<Cursor> CURSOR_KEY =
      Key.optional("cursor", CURSOR, "What is sent so that only new items come.");

  private static final List<Key<?>> SHARED =
      List.of(
          ENABLED,
          URL,
          EVERY,
          HEADERS,
          VOCABULARY,
          CHANNEL,
          SanitizeKeys.USUALLY_ON,
          FIRST,
          UPDATES,
          TIMEOUT,
          MAX_BYTES,
          ALLOW);

  private PollKeys() {}

  static Section<Connector> feed(Key<?> type) {
    return new Section<>(
        "Polls a feed: RSS, RDF, Atom or JSON Feed.",
        with(type, NORMALIZE_FEED, MAX_ENTRIES, MAX_ENTRY_BYTES),
        (fields, reading) ->
            connector(
                fields,
                reading,
                new Feed(fields.get(MAX_ENTRIES), fields.get(MAX_ENTRY_BYTES)),
                fields.get(NORMALIZE_FEED)));
  }

  static Section<Connector> api(Key<?> type) {
    return new Section<>(
        "Polls an HTTP API that answers with JSON.",
        with(type, NORMALIZE_API, ITEMS, ID, VERSION, PAGING_KEY, CURSOR_KEY),
        (fields, reading) ->
            connector(
                fields,
                reading,
                new Api(
                    orEmpty(fields.get(ITEMS)),
                    fields.get(ID),
                    orEmpty(fields.get(VERSION)),
                    fields.get(PAGING_KEY),
                    fields.get(CURSOR_KEY)),
                fields.get(NORMALIZE_API)));
  }

  private static List<Key<?>> with(Key<?> type, Key<?>... own) {
    List<Key<?>> keys = new ArrayList<>(List.of(type));
    keys.addAll(SHARED);
    keys.addAll(List.of(own));
    return keys;
  }

  private static Connector connector(
      Fields fields, Reading reading, PolledConnector.Reading how, String normalize) {
    boolean on = fields.get(ENABLED);
    return new PolledConnector(
        reading.name(),
        new Address(
            fields.get(URL),
            fields.get(EVERY),
            fields.get(HEADERS) == null ? Map.of() : fields.get(HEADERS),
            AdmissionKeys.orNone(fields.get(ALLOW)),
            fields.get(TIMEOUT),
            fields.get(MAX_BYTES)),
        how,
        normalize,
        fields.get(VOCABULARY),
        fields.get(CHANNEL),
        fields.get(FIRST) == First.NONE,
        fields.get(UPDATES) == Updates.PUBLISH,
        fields.get(SanitizeKeys.USUALLY_ON),
        on ? Optional.empty() : Optional.of("it says enabled: false; write true to switch it on"));
  }

  private static Paging paging(Fields fields, Reading reading) throws Refusal {
    Paging.By by = fields.get(BY);
    String path = orEmpty(fields.get(PAGE_PATH));
    String parameter = orEmpty(fields.get(PAGE_PARAMETER));
    if (by == Paging.By.FIELD && path.isEmpty()) {
      throw new Refusal(
          fields.place(),
          reading.path()
              + ": by: field needs path, the place in the document where the next page is told");
    }
    if (by != Paging.By.FIELD && !path.isEmpty()) {
      throw new Refusal(
          fields.place(), reading.path() + ": path is for by: field only; remove it, or change by");
    }
    if (by == Paging.By.LINK && !parameter.isEmpty()) {
      throw new Refusal(
          fields.place(),
          reading.path() + ": by: link takes whole addresses; remove parameter, or change by");
    }
    boolean counted = by == Paging.By.PAGE && parameter.isEmpty();
    return new Paging(
        by, path, counted ? "page" : parameter, fields.get(PAGE_START), fields.get(MAX_PAGES));
  }

  private static Cursor cursor(Fields fields, Reading reading) throws Refusal {
    String item = orEmpty(fields.get(CURSOR_ITEM));
    String document = orEmpty(fields.get(CURSOR_DOCUMENT));
    if (item.isEmpty() == document.isEmpty()) {
      throw new Refusal(
          fields.place(), reading.path() + " needs either item or document, and not both");
    }
    return new Cursor(
        item, document, fields.get(CURSOR_PARAMETER), orEmpty(fields.get(CURSOR_START)));
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  private static Type<String> normalizer() {
    return Types.known("normalizer", Known::normalizers);
  }

  private static Type<String> path() {
    return Types.text("member names with dots between them, such as data.items", PATH);
  }

  private static Type<String> parameter() {
    return Types.text("a query parameter's name such as since", PARAMETER);
  }

  private static Type<URI> url() {
    return new Types.Single<>(
        "an address such as https://example.org/releases.atom", PollKeys::url);
  }

  private static URI url(String text) {
    try {
      URI url = new URI(text);
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      return web && url.getHost() != null ? url : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
