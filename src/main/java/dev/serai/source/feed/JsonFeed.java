package dev.serai.source.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serai.source.feed.FeedEntry.Enclosure;
import dev.serai.source.feed.FeedEntry.Extras;
import dev.serai.source.feed.FeedEntry.Text;
import dev.serai.source.feed.FeedEntry.Times;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads a JSON Feed (jsonfeed.org, 1.0 and 1.1), an item at a time. For one document. */
final class JsonFeed {

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(FeedLimits.DEPTH).build())
                  .build())
          .build();

  private final FeedLimits limits;
  private final String base;
  private final List<FeedEntry> entries = new ArrayList<>();
  private String version;
  private String title;
  private String link;
  private boolean items;
  private int tooLarge;
  private boolean more;

  JsonFeed(FeedLimits limits, URI base) {
    this.limits = limits;
    this.base = base == null ? null : base.toString();
  }

  /** Throws {@link FeedException}. */
  Feed read(String text) {
    try (JsonParser parser = JSON.getFactory().createParser(text)) {
      parser.nextToken();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        member(name, parser);
      }
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw new FeedException("something follows the JSON object", null);
      }
    } catch (JsonProcessingException e) {
      throw new FeedException("the document is no valid JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    boolean known = version != null && version.contains("jsonfeed.org/version/");
    if (!items && !known) {
      throw new FeedException(
          "the document is JSON, but no JSON Feed: it has no \"items\"; for an API write type: poll",
          null);
    }
    return new Feed(title, link, entries, tooLarge, more);
  }

  private void member(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "version" -> version = scalar(parser);
      case "title" -> title = scalar(parser);
      case "home_page_url" -> link = scalar(parser);
      case "items" -> {
        items = parser.currentToken() == JsonToken.START_ARRAY;
        items(parser);
      }
      default -> parser.skipChildren();
    }
  }

  private static String scalar(JsonParser parser) throws IOException {
    String value = parser.getValueAsString();
    parser.skipChildren();
    return value;
  }

  private void items(JsonParser parser) throws IOException {
    if (!items) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (entries.size() == limits.entries()) {
        more = true;
        parser.skipChildren();
      } else {
        long from = parser.currentTokenLocation().getCharOffset();
        JsonNode item = parser.readValueAsTree();
        boolean fits = parser.currentLocation().getCharOffset() - from <= limits.entryChars();
        if (fits && item.isObject()) {
          entries.add(entry(item));
        } else if (!fits) {
          tooLarge++;
        }
      }
    }
  }

  private FeedEntry entry(JsonNode item) {
    String html = text(item, "content_html");
    String plain = text(item, "content_text");
    String summary = text(item, "summary");
    String url = text(item, "url");
    return new FeedEntry(
        text(item, "id"),
        Links.absolute(base, url == null ? text(item, "external_url") : url),
        text(item, "title"),
        summary == null ? null : new Text("text", summary),
        html != null ? new Text("html", html) : plain == null ? null : new Text("text", plain),
        new Times(time(item, "date_published"), time(item, "date_modified")),
        new Extras(
            authors(item),
            all(item.path("tags")).filter(JsonNode::isTextual).map(JsonNode::textValue).toList(),
            all(item.path("attachments"))
                .map(JsonFeed::enclosure)
                .filter(enclosure -> enclosure.url() != null)
                .toList(),
            null,
            Objects.requireNonNullElse(text(item, "language"), "")));
  }

  /** A number too, as some write ids. Null when it is not there or empty. */
  private static String text(JsonNode item, String name) {
    JsonNode value = item.path(name);
    String text = value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
    return text.isEmpty() ? null : text;
  }

  private static Instant time(JsonNode item, String name) {
    String text = text(item, name);
    return text == null ? null : FeedDates.parse(text);
  }

  private static List<String> authors(JsonNode item) {
    return Stream.concat(all(item.path("authors")), Stream.of(item.path("author")))
        .map(author -> text(author, "name"))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private static Enclosure enclosure(JsonNode attachment) {
    JsonNode size = attachment.path("size_in_bytes");
    return new Enclosure(
        text(attachment, "url"),
        text(attachment, "mime_type"),
        size.canConvertToLong() ? Long.valueOf(size.longValue()) : null);
  }

  private static Stream<JsonNode> all(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
