package dev.serai.source;

import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The headers of a request as plain text for the rooms behind the door. */
final class HandedHeaders {

  /** Checked at the door and of no use behind it. */
  static final List<String> SECRET =
      List.of("authorization", "proxy-authorization", "cookie", "x-gitlab-token");

  private HandedHeaders() {}

  /**
   * Lower-case copies; of a repeated header the last value. Names that Camel takes for its own are
   * dropped: outsiders steered routes with them more than once.
   */
  static Map<String, String> of(MultiMap headers) {
    Map<String, String> plain = new HashMap<>();
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!name.startsWith("camel") && !name.startsWith("org.apache.camel")) {
        plain.put(name, header.getValue());
      }
    }
    return plain;
  }
}
