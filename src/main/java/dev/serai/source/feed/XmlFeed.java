package dev.serai.source.feed;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.StringReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads one XML document, an entry at a time. DTDs are passed over unread, so that nothing can be
 * fetched or multiplied by entities. For one document.
 */
final class XmlFeed {

  private static final WstxInputFactory FACTORY = factory();
  private static final String XMLNS = "xmlns";

  private final FeedLimits limits;
  private final String documentBase;
  private final EntryOfXml reader;
  private final List<FeedEntry> entries = new ArrayList<>();
  private XMLStreamReader xml;
  private XmlNode about;
  private int tooLarge;
  private boolean more;
  private int left;

  XmlFeed(FeedLimits limits, URI documentBase) {
    this.limits = limits;
    this.documentBase = documentBase == null ? null : documentBase.toString();
    this.reader = new EntryOfXml(documentBase);
  }

  private static WstxInputFactory factory() {
    WstxInputFactory made = new WstxInputFactory();
    made.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    made.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    made.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    made.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    made.setProperty(XMLInputFactory.IS_COALESCING, false);
    made.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, FeedLimits.DEPTH);
    made.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, FeedLimits.ATTRIBUTES);
    made.setProperty(WstxInputProperties.P_ALLOW_XML11_ESCAPED_CHARS_IN_XML10, true);
    made.setProperty(
        WstxInputProperties.P_UNDECLARED_ENTITY_RESOLVER,
        (javax.xml.stream.XMLResolver) (publicId, systemId, base, name) -> entity(name));
    return made;
  }

  private static String entity(String name) throws XMLStreamException {
    String character = HtmlEntities.character(name);
    if (character == null) {
      throw new XMLStreamException(
          "&" + name + "; is no entity of XML or HTML, and declarations in documents are not read");
    }
    return character;
  }

  /** Throws {@link FeedException}. */
  Feed read(String text) {
    try {
      xml = FACTORY.createXMLStreamReader(new StringReader(text));
      while (xml.getEventType() != XMLStreamConstants.START_ELEMENT) {
        xml.next();
      }
      root();
      while (xml.hasNext()) {
        xml.next();
      }
      return new Feed(
          about.firstText("title", "atom:title", "dc:title"),
          reader.link(about),
          entries,
          tooLarge,
          more);
    } catch (XMLStreamException e) {
      throw broken(e);
    } catch (RuntimeException e) {
      // Woodstox wraps what it finds while it reads lazily.
      if (e.getCause() instanceof XMLStreamException cause) {
        throw broken(cause);
      }
      throw e;
    } finally {
      close();
    }
  }

  private static FeedException broken(XMLStreamException e) {
    Location at = e.getLocation();
    String place =
        at == null
            ? ""
            : " at line %d, column %d".formatted(at.getLineNumber(), at.getColumnNumber());
    String said = String.valueOf(e.getMessage()).split("\n", 2)[0];
    return new FeedException("the document is no well-formed XML" + place + ": " + said, e);
  }

  private void close() {
    try {
      if (xml != null) {
        xml.close();
      }
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a reader over text has nothing to close", e);
    }
  }

  private void root() throws XMLStreamException {
    String tag = xml.getLocalName();
    String local = tag.substring(tag.indexOf(':') + 1).toLowerCase(Locale.ROOT);
    boolean atom = local.equals("feed") || local.equals("entry");
    if (!atom && !List.of("rss", "rdf", "channel").contains(local)) {
      throw new FeedException(
          local.equals("html")
              ? "the document is an HTML page, no feed; look in it for <link rel=\"alternate\"> with the feed's own address"
              : "the document begins with <%s>; known are RSS, RDF, Atom and JSON Feed"
                  .formatted(tag),
          null);
    }
    left = limits.entryChars();
    Opened root = open(Namespaces.of(atom), null);
    about = root.node;
    if (local.equals("entry")) {
      entry(root);
    } else {
      inside(root);
    }
  }

  /** An element that was just opened. */
  private record Opened(XmlNode node, Namespaces names) {}

  /** Reads the parts of a feed up to its end tag. */
  private void inside(Opened feed) throws XMLStreamException {
    while (xml.next() != XMLStreamConstants.END_ELEMENT) {
      if (xml.getEventType() == XMLStreamConstants.START_ELEMENT) {
        left = limits.entryChars();
        Opened part = open(feed.names, feed.node.base());
        switch (part.node.name()) {
          case "channel", "atom:channel" -> {
            about = part.node;
            inside(part);
          }
          case "item", "entry", "atom:entry", "atom:item" -> entry(part);
          case "items" -> fill(part);
          default -> {
            fill(part);
            if (left >= 0) {
              about.add(part.node);
            }
          }
        }
      }
    }
  }

  private void entry(Opened entry) throws XMLStreamException {
    fill(entry);
    if (left < 0) {
      tooLarge++;
    } else if (entries.size() == limits.entries()) {
      more = true;
    } else {
      entries.add(reader.of(entry.node));
    }
  }

  /** Keeps what is inside of an element, as long as there is room left. */
  private void fill(Opened element) throws XMLStreamException {
    while (true) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          Opened child = open(element.names, element.node.base());
          fill(child);
          if (left >= 0) {
            element.node.add(child.node);
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          return;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            keep(element.node, xml.getTextLength());
        case XMLStreamConstants.ENTITY_REFERENCE -> {
          left--;
          element.node.add(entity(xml.getLocalName()));
        }
        default -> {}
      }
    }
  }

  private void keep(XmlNode element, int length) {
    left = left < 0 ? left : left - length;
    if (left >= 0) {
      element.add(xml.getText());
    }
  }

  private Opened open(Namespaces outer, String outerBase) {
    Map<String, String> attributes = new LinkedHashMap<>();
    Map<String, String> declared = new LinkedHashMap<>();
    String base = outerBase;
    left = left < 0 ? left : left - xml.getLocalName().length();
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String name = xml.getAttributeLocalName(i);
      String value = xml.getAttributeValue(i);
      left = left < 0 ? left : left - name.length() - value.length();
      if (name.equals(XMLNS)) {
        declared.put("", value);
      } else if (name.startsWith(XMLNS + ":")) {
        declared.put(name.substring(XMLNS.length() + 1), value);
      } else {
        attributes.put(name.toLowerCase(Locale.ROOT), value);
      }
      if (name.equals("xml:base")) {
        base = Links.absolute(outerBase == null ? documentBase : outerBase, value.strip());
      }
    }
    Namespaces names = outer.with(declared);
    String tag = xml.getLocalName();
    return new Opened(new XmlNode(names.name(tag), tag, attributes, base), names);
  }
}
