package dev.serai.source.poll;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.serai.source.feed.Digests;
import dev.serai.source.poll.PollSettings.Cursor;
import dev.serai.source.poll.PollSettings.OfJson;
import dev.serai.source.poll.PollSettings.Paging;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The items of a JSON API. */
final class JsonPages implements Pages {

  private static final int DEPTH = 100;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final PollSettings settings;
  private final OfJson reading;

  JsonPages(PollSettings settings, OfJson reading) {
    this.settings = settings;
    this.reading = reading;
  }

  @Override
  public String accept() {
    return "application/json, */*;q=0.1";
  }

  @Override
  public URI first(URI url, String cursor) {
    URI first = url;
    Paging paging = reading.paging();
    if (paging.by() == Paging.By.PAGE) {
      first = Addresses.with(first, paging.parameter(), Integer.toString(paging.start()));
    }
    if (reading.cursor() != null) {
      String known = cursor == null ? reading.cursor().start() : cursor;
      first = known.isEmpty() ? first : Addresses.with(first, reading.cursor().parameter(), known);
    }
    return first;
  }

  @Override
  public Page read(Fetched fetched, int number) {
    JsonNode document = parse(fetched.unpacked(settings.limits().maxBytes()));
    JsonNode array = at(document, reading.items());
    if (!array.isArray()) {
      throw PollException.of(
          PollException.Reason.MALFORMED,
          reading.items().isEmpty()
              ? "the document is no JSON array but %s; say where in it the array is with items: <path>"
                  .formatted(kind(array))
              : "items: '%s' is no array in this document but %s"
                  .formatted(reading.items(), kind(array)));
    }
    List<Item> items = new ArrayList<>();
    Set<String> before = new HashSet<>();
    for (JsonNode element : array) {
      Item item = item(element);
      if (before.add(item.identity())) {
        items.add(item);
      }
    }
    return new Page(
        items, next(fetched, document, array.size(), number), cursor(document, array), 0, false);
  }

  private static JsonNode parse(byte[] document) {
    try {
      return JSON.readTree(document);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new PollException(
          PollException.Reason.MALFORMED,
          "the document is no valid JSON"
              + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr()),
          null,
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Item item(JsonNode element) {
    byte[] body;
    try {
      body = JSON.writeValueAsBytes(element);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree in memory is always writable", e);
    }
    String digest = Digests.of(new String(body, StandardCharsets.UTF_8));
    String id = text(element, reading.id());
    String version = text(element, reading.version());
    return new Item(
        id == null ? "sha256:" + digest : Digests.bounded(id),
        version == null ? digest.substring(0, 16) : Digests.bounded(version),
        body);
  }

  private URI next(Fetched fetched, JsonNode document, int items, int number) {
    Paging paging = reading.paging();
    String told =
        switch (paging.by()) {
          case NONE -> null;
          case LINK -> Addresses.next(fetched.headers().link());
          case FIELD -> text(document, paging.path());
          case PAGE -> items == 0 ? null : Integer.toString(paging.start() + number);
        };
    if (told == null) {
      return null;
    }
    return paging.parameter().isEmpty()
        ? Addresses.absolute(fetched.url(), told)
        : Addresses.with(fetched.url(), paging.parameter(), told);
  }

  private String cursor(JsonNode document, JsonNode array) {
    Cursor cursor = reading.cursor();
    if (cursor == null) {
      return null;
    }
    if (!cursor.document().isEmpty()) {
      return text(document, cursor.document());
    }
    String highest = null;
    for (JsonNode element : array) {
      highest = higher(highest, text(element, cursor.item()));
    }
    return highest;
  }

  /** Numbers by their value, other texts by their letters, as times in ISO 8601 want it. */
  static String higher(String one, String other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    boolean numbers = isNumber(one) && isNumber(other);
    int order =
        numbers ? new BigDecimal(one).compareTo(new BigDecimal(other)) : one.compareTo(other);
    return order >= 0 ? one : other;
  }

  private static boolean isNumber(String text) {
    return text.matches("-?\\d{1,30}(\\.\\d{1,30})?");
  }

  /** Null where there is nothing, or no single value. */
  private static String text(JsonNode node, String path) {
    JsonNode value = path.isEmpty() ? MissingNode.getInstance() : at(node, path);
    String text = value.isValueNode() && !value.isNull() ? value.asText() : "";
    return text.isEmpty() ? null : text;
  }

  private static JsonNode at(JsonNode node, String path) {
    JsonNode at = node;
    if (!path.isEmpty()) {
      for (String name : path.split("\\.", -1)) {
        at = at.path(name);
      }
    }
    return at;
  }

  private static String kind(JsonNode node) {
    return node.isMissingNode()
        ? "not there"
        : "a JSON " + node.getNodeType().toString().toLowerCase(java.util.Locale.ROOT);
  }
}
