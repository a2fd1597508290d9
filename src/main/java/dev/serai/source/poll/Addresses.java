package dev.serai.source.poll;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** URLs that servers and configurations tell. */
final class Addresses {

  private static final Pattern LINK = Pattern.compile("<([^<>]*)>((?:\\s*;[^,;<>]*)*)");
  private static final Pattern NEXT =
      Pattern.compile(
          ";\\s*rel\\s*=\\s*(?:\"(?:[^\"]*\\s)?next(?:\\s[^\"]*)?\"|next(?=\\s*(?:;|$)))",
          Pattern.CASE_INSENSITIVE);

  private Addresses() {}

  /** Throws {@link PollException} for what is no HTTP address. */
  static URI absolute(URI base, String link) {
    try {
      URI whole = base.resolve(new URI(link.strip().replace(" ", "%20")));
      String scheme = whole.getScheme();
      boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
      if (web && whole.getHost() != null) {
        return whole;
      }
    } catch (URISyntaxException e) {
      // told below
    }
    String shown = link.length() > 100 ? link.substring(0, 100) + "…" : link;
    throw PollException.of(
        PollException.Reason.REFUSED,
        "%s leads to '%s', which is no http or https address"
            .formatted(PollSettings.shown(base), shown.replaceAll("\\p{Cntrl}", "?")));
  }

  /** Whether who follows leaves TLS. */
  static boolean losesTls(URI from, URI to) {
    return "https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme());
  }

  /** The url with a parameter, in place of one of the same name. */
  static URI with(URI url, String parameter, String value) {
    String query = url.getRawQuery() == null ? "" : url.getRawQuery();
    StringBuilder kept = new StringBuilder();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty() && !pair.split("=", 2)[0].equals(parameter)) {
        kept.append(pair).append('&');
      }
    }
    kept.append(parameter)
        .append('=')
        .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
    String whole = url.toString().replaceFirst("#.*$", "");
    int question = whole.indexOf('?');
    return URI.create((question < 0 ? whole : whole.substring(0, question)) + "?" + kept);
  }

  /** The link with rel=next of a Link header (RFC 8288); null when there is none. */
  static String next(String header) {
    if (header == null) {
      return null;
    }
    Matcher link = LINK.matcher(header);
    while (link.find()) {
      if (NEXT.matcher(link.group(2)).find()) {
        return link.group(1);
      }
    }
    return null;
  }
}
