package dev.serai.source.feed;

import dev.serai.source.feed.FeedEntry.Enclosure;
import dev.serai.source.feed.FeedEntry.Extras;
import dev.serai.source.feed.FeedEntry.Text;
import dev.serai.source.feed.FeedEntry.Times;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** What the elements of an entry mean in RSS, RDF and Atom, and with Dublin Core in any of them. */
final class EntryOfXml {

  /** For what says nothing of its own; may be null. */
  private final String documentBase;

  EntryOfXml(URI documentBase) {
    this.documentBase = documentBase == null ? null : documentBase.toString();
  }

  FeedEntry of(XmlNode entry) {
    return new FeedEntry(
        id(entry),
        link(entry),
        title(entry),
        first(
            entry,
            "atom:summary",
            "description",
            "dc:description",
            "itunes:summary",
            "media:description"),
        first(
            entry,
            "content:encoded",
            "atom:content",
            "xhtml:body",
            "xhtml:div",
            "body",
            "fullitem",
            "content"),
        new Times(
            time(
                entry,
                "pubdate",
                "atom:published",
                "atom:issued",
                "dcterms:issued",
                "dc:date",
                "dcterms:created",
                "atom:created",
                "dc:created"),
            time(
                entry,
                "atom:updated",
                "atom:modified",
                "dcterms:modified",
                "dc:modified",
                "dc:date")),
        extras(entry));
  }

  private String base(XmlNode node) {
    return node.base() == null ? documentBase : node.base();
  }

  /** Relative to nothing but what the feed itself says: an id stays the same on another server. */
  private static String id(XmlNode entry) {
    String id = entry.firstText("guid", "atom:id");
    if (id != null) {
      XmlNode atom = entry.first("atom:id");
      return atom == null ? id : Links.absolute(atom.base(), id);
    }
    String about = entry.attribute("rdf:about");
    return about == null || about.isEmpty() ? entry.firstText("dc:identifier") : about;
  }

  /** Where people read it; null when it is not told. */
  String link(XmlNode node) {
    String rss =
        node.all("link").map(XmlNode::content).filter(t -> !t.isEmpty()).findFirst().orElse(null);
    if (rss != null) {
      return Links.absolute(base(node.first("link")), rss);
    }
    String atom = alternate(node);
    if (atom != null) {
      return atom;
    }
    XmlNode guid = node.first("guid");
    boolean permanent =
        guid != null
            && !"false".equalsIgnoreCase(guid.attribute("ispermalink"))
            && Links.isWeb(guid.content());
    if (permanent) {
      return guid.content();
    }
    String about = node.attribute("rdf:about");
    return Links.isWeb(about) ? about : null;
  }

  private String alternate(XmlNode node) {
    List<XmlNode> links =
        Stream.concat(node.all("atom:link"), node.all("link"))
            .filter(link -> !href(link).isEmpty())
            .filter(
                link -> link.attribute("rel") == null || "alternate".equals(link.attribute("rel")))
            .toList();
    return links.stream()
        .filter(link -> Objects.requireNonNullElse(link.attribute("type"), "").contains("html"))
        .findFirst()
        .or(() -> links.stream().findFirst())
        .map(link -> Links.absolute(base(link), href(link)))
        .orElse(null);
  }

  private static String href(XmlNode link) {
    return Objects.requireNonNullElseGet(link.attribute("href"), link::content);
  }

  private String title(XmlNode entry) {
    Text title = first(entry, "title", "atom:title", "dc:title", "media:title");
    return title == null ? null : title.value();
  }

  private Text first(XmlNode entry, String... names) {
    for (String name : names) {
      Text found =
          Stream.concat(entry.all(name), entry.all("media:group").flatMap(all -> all.all(name)))
              .map(this::text)
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Null when there is none. */
  private Text text(XmlNode node) {
    String type = lower(node.attribute("type"));
    boolean title = node.name().endsWith("title");
    String value = node.content();
    if (node.hasElements() || type.contains("xhtml") || node.name().startsWith("xhtml:")) {
      return made("xhtml", withoutDiv(node), base(node));
    }
    if (lower(node.attribute("mode")).equals("base64") || isBinary(type)) {
      return made(type.contains("html") || !title ? "html" : "text", decoded(value), base(node));
    }
    boolean html = type.contains("html") || (!node.name().startsWith("atom:") && !title);
    return made(html ? "html" : "text", value, base(node));
  }

  private static String lower(String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }

  /** RFC 4287 4.1.3.3. */
  private static boolean isBinary(String type) {
    return type.contains("/") && !type.startsWith("text/") && !type.matches(".*[/+]xml.*");
  }

  private Text made(String type, String value, String base) {
    if (value.isEmpty()) {
      return null;
    }
    return new Text(type, type.equals("text") ? value : Links.absoluteInMarkup(base, value));
  }

  /** Atom wraps XHTML into a div that is none of it (RFC 4287 3.1.1.3). */
  private static String withoutDiv(XmlNode node) {
    List<XmlNode> inside = node.elements().toList();
    boolean wrapped =
        inside.size() == 1
            && inside.get(0).name().endsWith("div")
            && node.content().startsWith("<")
            && node.content().endsWith(">");
    return (wrapped ? inside.get(0).markup() : node.markup()).strip();
  }

  /** What is no text stays as it is. */
  private static String decoded(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64.replaceAll("\\s+", ""));
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().strip();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return base64;
    }
  }

  private static Instant time(XmlNode entry, String... names) {
    return Stream.of(names)
        .flatMap(entry::all)
        .map(node -> FeedDates.parse(node.content()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private Extras extras(XmlNode entry) {
    return new Extras(
        authors(entry),
        categories(entry),
        enclosures(entry),
        entry.firstText("comments"),
        Objects.requireNonNullElseGet(
            entry.attribute("xml:lang"),
            () -> Objects.requireNonNullElse(entry.firstText("dc:language"), "")));
  }

  private static List<String> authors(XmlNode entry) {
    List<String> authors = new ArrayList<>();
    Stream.of("atom:author", "author", "dc:creator", "itunes:author")
        .flatMap(entry::all)
        .map(
            author ->
                author.hasElements()
                    ? author.firstText("atom:name", "name", "atom:email", "email")
                    : author.content())
        .filter(name -> name != null && !name.isEmpty())
        .distinct()
        .forEach(authors::add);
    return authors;
  }

  private static List<String> categories(XmlNode entry) {
    return Stream.of("category", "atom:category", "dc:subject")
        .flatMap(entry::all)
        .map(
            category ->
                category.attribute("term") == null
                    ? category.content()
                    : category.attribute("term"))
        .filter(text -> !text.isEmpty())
        .distinct()
        .toList();
  }

  private List<Enclosure> enclosures(XmlNode entry) {
    Stream<XmlNode> atom =
        entry.all("atom:link").filter(link -> "enclosure".equals(link.attribute("rel")));
    return Stream.of(entry.all("enclosure"), atom, entry.all("media:content"))
        .flatMap(nodes -> nodes)
        .map(this::enclosure)
        .filter(enclosure -> enclosure.url() != null)
        .toList();
  }

  private Enclosure enclosure(XmlNode node) {
    String url = node.attribute("url") == null ? node.attribute("href") : node.attribute("url");
    String size =
        node.attribute("length") == null ? node.attribute("filesize") : node.attribute("length");
    boolean whole = size != null && size.matches("\\d{1,18}");
    return new Enclosure(
        Links.absolute(base(node), url), node.attribute("type"), whole ? Long.valueOf(size) : null);
  }
}
