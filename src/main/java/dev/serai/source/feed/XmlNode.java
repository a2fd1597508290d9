package dev.serai.source.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One element with everything in it. */
final class XmlNode {

  private final String name;
  private final String tag;
  private final Map<String, String> attributes;
  private final String base;

  /** Texts and elements, as they come. */
  private final List<Object> children = new ArrayList<>(2);

  /**
   * @param name in lower case with the usual prefix of its namespace, such as {@code dc:date}
   * @param tag as it is written, for markup
   * @param attributes by their names in lower case, without those that declare namespaces
   * @param base what its links are relative to, or null
   */
  XmlNode(String name, String tag, Map<String, String> attributes, String base) {
    this.name = name;
    this.tag = tag;
    this.attributes = attributes;
    this.base = base;
  }

  void add(XmlNode child) {
    children.add(child);
  }

  void add(String text) {
    int last = children.size() - 1;
    if (last >= 0 && children.get(last) instanceof StringBuilder before) {
      before.append(text);
    } else {
      StringBuilder first = new StringBuilder(text.length());
      first.append(text);
      children.add(first);
    }
  }

  String name() {
    return name;
  }

  String base() {
    return base;
  }

  /** Null when it is not there. */
  String attribute(String key) {
    String value = attributes.get(key);
    return value == null ? null : value.strip();
  }

  Stream<XmlNode> all(String wanted) {
    return elements().filter(child -> child.name.equals(wanted));
  }

  Stream<XmlNode> elements() {
    return children.stream().filter(XmlNode.class::isInstance).map(XmlNode.class::cast);
  }

  /** The first child of the first of these names that is there; else null. */
  XmlNode first(String... names) {
    for (String wanted : names) {
      XmlNode found = all(wanted).findFirst().orElse(null);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** As {@link #first}, passing over those without text; null when none has any. */
  String firstText(String... names) {
    for (String wanted : names) {
      String found =
          all(wanted).map(XmlNode::content).filter(text -> !text.isEmpty()).findFirst().orElse("");
      if (!found.isEmpty()) {
        return found;
      }
    }
    return null;
  }

  boolean hasElements() {
    return elements().findAny().isPresent();
  }

  /** Its text without what surrounds it; markup when there are elements in it. */
  String content() {
    if (hasElements()) {
      return markup().strip();
    }
    StringBuilder text = new StringBuilder();
    children.forEach(text::append);
    return text.toString().strip();
  }

  /** What is inside, as XML. */
  String markup() {
    StringBuilder out = new StringBuilder();
    inner(out);
    return out.toString();
  }

  private void inner(StringBuilder out) {
    for (Object child : children) {
      if (child instanceof XmlNode element) {
        element.outer(out);
      } else {
        escape(child.toString(), out, false);
      }
    }
  }

  private void outer(StringBuilder out) {
    out.append('<').append(tag);
    attributes.forEach(
        (key, value) -> {
          out.append(' ').append(key).append("=\"");
          escape(value, out, true);
          out.append('"');
        });
    if (children.isEmpty()) {
      out.append(" />");
    } else {
      out.append('>');
      inner(out);
      out.append("</").append(tag).append('>');
    }
  }

  private static void escape(String text, StringBuilder out, boolean attribute) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append(attribute ? "&quot;" : "\"");
        default -> out.append(c);
      }
    }
  }
}
