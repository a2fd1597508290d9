package dev.serai.source.feed;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses in feeds. */
final class Links {

  private static final Pattern TAG = Pattern.compile("<[a-zA-Z][^<>]*>");
  private static final Pattern ATTRIBUTE =
      Pattern.compile(
          "(\\s(?:href|src|cite|poster|longdesc)\\s*=\\s*)(?:\"([^\"]*)\"|'([^']*)')",
          Pattern.CASE_INSENSITIVE);

  private Links() {}

  /**
   * The link made absolute; as it is when it cannot be.
   *
   * @param base may be null
   */
  static String absolute(String base, String link) {
    if (base == null || link == null || link.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) {
      return link;
    }
    try {
      URI start = new URI(base.replace(" ", "%20"));
      return start.isOpaque() ? link : start.resolve(new URI(link.replace(" ", "%20"))).toString();
    } catch (URISyntaxException e) {
      return link;
    }
  }

  /** The markup with every relative link made absolute. */
  static String absoluteInMarkup(String base, String markup) {
    if (base == null || markup.indexOf('=') < 0) {
      return markup;
    }
    return TAG.matcher(markup)
        .replaceAll(tag -> Matcher.quoteReplacement(absoluteInTag(base, tag.group())));
  }

  private static String absoluteInTag(String base, String tag) {
    return ATTRIBUTE
        .matcher(tag)
        .replaceAll(
            found -> {
              String link = found.group(2) == null ? found.group(3) : found.group(2);
              boolean here = link.isBlank() || link.startsWith("#");
              String whole = here ? link : absolute(base, link);
              char quote = found.group(2) == null ? '\'' : '"';
              return Matcher.quoteReplacement(found.group(1) + quote + whole + quote);
            });
  }

  static boolean isWeb(String text) {
    return text != null && text.matches("(?i)https?://\\S+");
  }
}
