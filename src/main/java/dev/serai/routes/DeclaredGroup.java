package dev.serai.routes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A group on a channel as a {@code bus:} endpoint declares it.
 *
 * @param line from 1, or 0 when the place is unknown
 * @param options as they are written; values may be placeholders
 */
public record DeclaredGroup(
    String file, int line, String channel, String name, Map<String, String> options) {

  private static final Pattern CHANNEL = Pattern.compile("^bus:(?://)?([^?]+)");

  /** Those of one file, but for names that are placeholders. */
  static List<DeclaredGroup> in(String file, ParsedRoutes parsed) {
    List<DeclaredGroup> found = new ArrayList<>();
    for (ParsedRoutes.Use use : parsed.endpoints()) {
      Matcher channel = CHANNEL.matcher(use.uri());
      Map<String, String> options = options(use.uri());
      String group = options.getOrDefault("group", "");
      if (use.consumer()
          && channel.find()
          && !group.isEmpty()
          && !(channel.group(1) + group).contains("{{")) {
        found.add(new DeclaredGroup(file, use.line(), channel.group(1), group, options));
      }
    }
    return found;
  }

  private static Map<String, String> options(String uri) {
    Map<String, String> options = new HashMap<>();
    int query = uri.indexOf('?');
    for (String pair : query < 0 ? new String[0] : uri.substring(query + 1).split("&")) {
      String[] words = pair.split("=", 2);
      options.put(words[0], words.length < 2 ? "" : words[1]);
    }
    return Map.copyOf(options);
  }
}
