package dev.serai.source.feed;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.Corpora;
import dev.serai.source.feed.FeedEntry.Text;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Real feeds, and what two other readers make of theirs. */
@Timeout(value = 60, unit = SECONDS)
class FeedCorporaTest {

  private static final double WANTED = 0.99;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FeedReader READER = new FeedReader(new FeedLimits(1_000, 1 << 20));

  private final List<String> wrong = new ArrayList<>();
  private int right;

  @Test
  void gofeeds_feeds_have_the_ids_titles_links_times_and_texts_that_it_expects() throws Exception {
    for (String kind : List.of("parser/rss", "parser/atom", "translator", "extensions")) {
      for (Path file : files("feeds-gofeed/" + kind, ".xml")) {
        Path expected = Path.of(file.toString().replaceFirst("xml$", "json"));
        if (Files.exists(expected)) {
          compare(file, () -> gofeed(file, JSON.readTree(Files.readAllBytes(expected))));
        }
      }
    }
    for (Path file : files("feeds-gofeed", ".json")) {
      Path expected = Path.of(file.toString().replaceFirst("\\.json$", "_expected.json"));
      if (Files.exists(expected)) {
        compare(file, () -> gofeed(file, JSON.readTree(Files.readAllBytes(expected))));
      }
    }
    verdict(200);
  }

  private String gofeed(Path file, JsonNode expected) throws IOException {
    Feed feed = read(file);
    JsonNode items = expected.has("entries") ? expected.get("entries") : expected.path("items");
    List<String> faults = new ArrayList<>();
    check(faults, "entries", items.size(), feed.entries().size());
    for (int i = 0; i < Math.min(items.size(), feed.entries().size()); i++) {
      JsonNode item = items.get(i);
      FeedEntry entry = feed.entries().get(i);
      text(faults, "title", item.path("title"), entry.title());
      text(faults, "id", item.path("guid").path("value"), entry.id());
      text(faults, "id", item.path("guid"), entry.id());
      text(faults, "id", item.path("id"), entry.id());
      text(faults, "link", item.path("link"), entry.link());
      text(faults, "link", alternate(item.path("links")), entry.link());
      text(faults, "summary", item.path("description"), value(entry.summary()));
      text(faults, "summary", item.path("summary"), value(entry.summary()));
      text(faults, "content", item.path("content"), value(entry.content()));
      text(faults, "content", item.path("content").path("value"), value(entry.content()));
      text(faults, "content", item.path("content_html"), value(entry.content()));
      Instant published =
          entry.time().published() == null ? entry.time().updated() : entry.time().published();
      time(faults, item.path("pubDateParsed"), published);
      time(faults, item.path("publishedParsed"), published);
      time(faults, item.path("updatedParsed"), entry.time().updated());
    }
    return String.join("; ", faults);
  }

  private static JsonNode alternate(JsonNode links) {
    for (JsonNode link : links) {
      boolean alternate =
          link.isObject() && List.of("alternate", "").contains(link.path("rel").asText());
      if (alternate && link.has("href")) {
        return link.path("href");
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  private static void text(List<String> faults, String what, JsonNode expected, String actual) {
    if (expected.isTextual() && !expected.textValue().isEmpty()) {
      check(faults, what, same(expected.textValue()), same(actual));
    }
  }

  /** Both are right about markup, in spellings of their own. */
  private static String same(String text) {
    if (text == null) {
      return null;
    }
    String plain =
        text.replaceAll("\\s+", " ")
            .replaceAll(" ?/>", "></empty>")
            .replaceAll("></[a-z]+>", "></empty>")
            .replaceAll(" xmlns(:\\w+)?=(\"[^\"]*\"|'[^']*')", "")
            .strip()
            .replaceAll("^<div>(.*)</(div|empty)>$", "$1");
    return Pattern.compile("(<\\w+)((?: [\\w:]+=\"[^\"]*\")+)")
        .matcher(plain)
        .replaceAll(
            tag ->
                Matcher.quoteReplacement(
                    tag.group(1)
                        + Pattern.compile(" [\\w:]+=\"[^\"]*\"")
                            .matcher(tag.group(2))
                            .results()
                            .map(MatchResult::group)
                            .sorted()
                            .collect(Collectors.joining())));
  }

  private static void time(List<String> faults, JsonNode expected, Instant actual) {
    if (expected.isTextual()) {
      check(faults, "time", OffsetDateTime.parse(expected.textValue()).toInstant(), actual);
    }
  }

  private static void check(List<String> faults, String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      faults.add(what + ": wanted " + expected + ", got " + actual);
    }
  }

  private static String value(Text text) {
    return text == null ? null : text.value();
  }

  private static Feed read(Path file) throws IOException {
    return READER.read(Files.readAllBytes(file), null, null);
  }

  private static final Pattern EXPECT =
      Pattern.compile(
          "entries\\[(\\d)\\](?:\\['(\\w+)'\\]|\\.(\\w+))(?:\\[0\\])?(?:\\['value'\\]|\\.value)? == u?(['\"])(?!\\4)((?:\\\\.|(?!\\4).)*)\\4(?!\\s*[+%\\[])");

  @Test
  void feedparsers_feeds_have_the_ids_titles_links_and_texts_that_it_expects() throws Exception {
    for (String kind : List.of("wellformed", "encoding", "entities")) {
      for (Path file : files("feeds-feedparser/tests/" + kind, ".xml")) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        Matcher expect = Pattern.compile("Expect:\\s*(.*)").matcher(text);
        if (expect.find() && !isOther(file, text)) {
          compare(file, () -> feedparser(file, text, expect.group(1)));
        }
      }
    }
    verdict(500);
  }

  private static boolean isOther(Path file, String text) {
    return text.contains("<CHANNEL") || file.toString().contains("bozo");
  }

  private String feedparser(Path file, String text, String expectation) throws IOException {
    Matcher type = Pattern.compile("Content-[Tt]ype:\\s*(.*)").matcher(text);
    Feed feed =
        READER.read(
            Files.readAllBytes(file), type.find() ? type.group(1).strip() : null, base(text));
    List<String> faults = new ArrayList<>();
    Matcher expected = EXPECT.matcher(expectation);
    while (expected.find()) {
      FeedEntry entry = feed.entries().get(Integer.parseInt(expected.group(1)));
      String field = expected.group(2) == null ? expected.group(3) : expected.group(2);
      String actual =
          switch (field) {
            case "title", "title_detail" -> entry.title();
            case "link" -> entry.link();
            case "id", "guid" -> entry.id();
            case "summary", "summary_detail", "description" ->
                value(entry.summary() == null ? entry.content() : entry.summary());
            case "content" -> value(entry.content());
            default -> null;
          };
      if (Set.of(
              "title",
              "title_detail",
              "link",
              "id",
              "guid",
              "summary",
              "summary_detail",
              "description",
              "content")
          .contains(field)) {
        check(faults, field, same(python(expected.group(5))), same(actual));
      }
    }
    return String.join("; ", faults);
  }

  private static URI base(String text) {
    Matcher told = Pattern.compile("Content-Location:\\s*(\\S+)").matcher(text);
    return URI.create(told.find() ? told.group(1) : "http://127.0.0.1:8097/");
  }

  private static String python(String literal) {
    return Pattern.compile("\\\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")
        .matcher(literal)
        .replaceAll(
            found -> {
              String code = found.group(1);
              String meant =
                  code.length() > 1
                      ? Character.toString(Integer.parseInt(code.substring(1), 16))
                      : code.equals("n") ? "\n" : code;
              return Matcher.quoteReplacement(meant);
            });
  }

  @Test
  void romes_feeds_are_read_and_every_entry_is_known_by_something_of_its_own() throws Exception {
    for (Path file : files("feeds-rometools", ".xml")) {
      Document document = document(file);
      if (isFeed(document)) {
        compare(
            file,
            () -> {
              Feed feed = read(file);
              Set<String> known = new HashSet<>();
              known.addAll(feed.identities());
              List<String> faults = new ArrayList<>();
              check(faults, "entries", count(document), feed.entries().size());
              Set<String> texts = new HashSet<>();
              feed.entries().forEach(entry -> texts.add(entry.id() + entry.digest()));
              check(faults, "identities", texts.size(), known.size());
              return String.join("; ", faults);
            });
      }
    }
    verdict(100);
  }

  private static boolean isFeed(Document document) {
    return document != null
        && List.of("rss", "rdf", "feed").contains(local(document.getDocumentElement()));
  }

  private static int count(Document document) {
    NodeList all = document.getElementsByTagName("*");
    int entries = 0;
    for (int i = 0; i < all.getLength(); i++) {
      boolean inFeed =
          List.of("channel", "rss", "rdf", "feed").contains(local(all.item(i).getParentNode()));
      entries += inFeed && List.of("item", "entry").contains(local(all.item(i))) ? 1 : 0;
    }
    return entries;
  }

  private static String local(Node node) {
    return node.getNodeName().replaceFirst(".*:", "").toLowerCase(Locale.ROOT);
  }

  /** Null when it is not well-formed; the JDK judges. */
  private static Document document(Path file) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(file.toFile());
    } catch (SAXException | IOException e) {
      return null;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void nothing_in_any_corpus_crashes_or_hangs() throws Exception {
    Map<String, String> crashes = new LinkedHashMap<>();
    int read = 0;
    for (String corpus : List.of("feeds-gofeed", "feeds-feedparser", "feeds-rometools")) {
      for (Path file : files(corpus, "")) {
        read++;
        try {
          read(file).entries().forEach(FeedEntry::identity);
        } catch (FeedException e) {
          assertThat(e.getMessage()).startsWith("the document ");
        } catch (RuntimeException | StackOverflowError e) {
          crashes.put(file.toString(), e.toString());
        }
      }
    }
    assertThat(crashes).isEmpty();
    assertThat(read).isGreaterThan(1_000);
  }

  private interface Comparison {
    String faults() throws IOException;
  }

  private void compare(Path file, Comparison comparison) throws IOException {
    String faults;
    try {
      faults = comparison.faults();
    } catch (FeedException e) {
      if (file.toString().endsWith(".xml") && document(file) == null) {
        return;
      }
      faults = e.getMessage();
    }
    if (faults.isEmpty()) {
      right++;
    } else {
      wrong.add(file.getFileName() + ": " + faults);
    }
  }

  private void verdict(int least) {
    int all = right + wrong.size();
    assertThat(all).isGreaterThan(least);
    assertThat((double) right / all)
        .as("%d of %d right; wrong: %s", right, all, String.join("\n  ", wrong))
        .isGreaterThanOrEqualTo(WANTED);
  }

  private static List<Path> files(String corpus, String suffix) throws IOException {
    try (Stream<Path> all = Files.walk(Corpora.require(corpus))) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(suffix))
          .sorted()
          .toList();
    }
  }
}
