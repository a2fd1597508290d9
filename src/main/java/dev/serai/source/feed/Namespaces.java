package dev.serai.source.feed;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What prefixes mean at one place of a document. Prefixes that nobody declared mean what they
 * usually mean: many feeds forget to.
 */
final class Namespaces {

  private static final String RSS = "";
  private static final Map<String, String> USUAL =
      Map.ofEntries(
          Map.entry("http://www.w3.org/2005/atom", "atom"),
          Map.entry("http://purl.org/atom/ns#", "atom"),
          Map.entry("http://purl.org/rss/1.0", RSS),
          Map.entry("http://purl.org/dc/elements/1.0", "dc"),
          Map.entry("http://purl.org/dc/elements/1.1", "dc"),
          Map.entry("http://purl.org/dc/terms", "dcterms"),
          Map.entry("http://purl.org/rss/1.0/modules/content", "content"),
          Map.entry("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"),
          Map.entry("http://www.w3.org/1999/xhtml", "xhtml"),
          Map.entry("http://search.yahoo.com/mrss", "media"),
          Map.entry("http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"));

  private final Map<String, String> prefixes;
  private final String unprefixed;

  private Namespaces(Map<String, String> prefixes, String unprefixed) {
    this.prefixes = prefixes;
    this.unprefixed = unprefixed;
  }

  /** At the root of a document whose own elements need no namespace. */
  static Namespaces of(boolean atom) {
    return new Namespaces(Map.of(), atom ? "atom:" : "");
  }

  /** These, and what an element declares. */
  Namespaces with(Map<String, String> declared) {
    if (declared.isEmpty()) {
      return this;
    }
    Map<String, String> all = new HashMap<>(prefixes);
    declared.forEach((prefix, uri) -> all.put(prefix, usual(uri)));
    return new Namespaces(all, unprefixed);
  }

  private String usual(String uri) {
    String key = uri.strip().toLowerCase(Locale.ROOT).replaceAll("/+$", "");
    String known = USUAL.get(key);
    if (known != null) {
      return known.isEmpty() ? "" : known + ":";
    }
    boolean some = key.isEmpty() || key.matches(".*(netscape|userland|harvard|purl).*rss.*");
    return some || key.matches(".*netscape.*rdf/simple.*") ? unprefixed : "{" + key + "}";
  }

  /** The name in lower case with the usual prefix; that of a stranger begins with a brace. */
  String name(String tag) {
    int colon = tag.indexOf(':');
    String prefix = colon < 0 ? "" : tag.substring(0, colon);
    String local = tag.substring(colon + 1).toLowerCase(Locale.ROOT);
    String declared = prefixes.get(prefix);
    if (declared != null) {
      return declared + local;
    }
    return colon < 0 ? unprefixed + local : prefix.toLowerCase(Locale.ROOT) + ":" + local;
  }
}
