package dev.serai.source.poll;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.source.feed.Feed;
import dev.serai.source.feed.FeedEntry;
import dev.serai.source.feed.FeedException;
import dev.serai.source.feed.FeedLimits;
import dev.serai.source.feed.FeedReader;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The entries of a feed, which is one page. */
final class FeedPages implements Pages {

  private static final JsonMapper JSON = new JsonMapper();

  private final PollSettings settings;
  private final FeedReader reader;

  FeedPages(PollSettings settings, PollSettings.OfFeed reading) {
    this.settings = settings;
    this.reader = new FeedReader(new FeedLimits(reading.maxEntries(), reading.maxEntryBytes()));
  }

  @Override
  public String accept() {
    return "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1";
  }

  @Override
  public URI first(URI url, String cursor) {
    return url;
  }

  @Override
  public Page read(Fetched fetched, int number) {
    byte[] document = fetched.unpacked(settings.limits().maxBytes());
    Feed feed;
    try {
      feed = reader.read(document, fetched.headers().contentType(), fetched.url());
    } catch (FeedException e) {
      throw new PollException(PollException.Reason.MALFORMED, e.getMessage(), null, e);
    }
    List<String> identities = feed.identities();
    List<Item> items = new ArrayList<>();
    Set<String> before = new HashSet<>();
    for (int i = 0; i < identities.size(); i++) {
      if (before.add(identities.get(i))) {
        FeedEntry entry = feed.entries().get(i);
        items.add(
            new Item(identities.get(i), entry.digest(), body(feed, entry, identities.get(i))));
      }
    }
    // Feeds begin with what is newest.
    Collections.reverse(items);
    return new Page(items, null, null, feed.tooLarge(), feed.more());
  }

  private byte[] body(Feed feed, FeedEntry entry, String identity) {
    ObjectNode body = JSON.createObjectNode();
    body.put("id", entry.id() == null ? identity : entry.id());
    body.put("link", entry.link());
    body.put("title", entry.title());
    text(body, "summary", entry.summary());
    text(body, "content", entry.content());
    time(body, "published", entry.time().published());
    time(body, "updated", entry.time().updated());
    all(body, "authors", entry.extras().authors());
    all(body, "categories", entry.extras().categories());
    ArrayNode enclosures = body.putArray("enclosures");
    for (FeedEntry.Enclosure enclosure : entry.extras().enclosures()) {
      enclosures
          .addObject()
          .put("url", enclosure.url())
          .put("type", enclosure.type())
          .put("bytes", enclosure.bytes());
    }
    body.put("comments", entry.extras().comments());
    body.put("language", entry.extras().language());
    body.putObject("feed")
        .put("title", feed.title())
        .put("link", feed.link())
        .put("url", settings.shown());
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree in memory is always writable", e);
    }
  }

  private static void text(ObjectNode body, String name, FeedEntry.Text text) {
    body.put(name, text == null ? null : text.value());
    body.put(name + "_type", text == null ? null : text.type());
  }

  private static void time(ObjectNode body, String name, Instant time) {
    body.put(name, time == null ? null : time.toString());
  }

  private static void all(ObjectNode body, String name, List<String> texts) {
    ArrayNode array = body.putArray(name);
    texts.forEach(array::add);
  }
}
