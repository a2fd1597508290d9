package dev.serai.ledger;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;

/**
 * A {@code postgresql://} address taken apart.
 *
 * @param servers {@code host:port}, several with commas between them
 * @param options the driver's, as they stand after the {@code ?}
 */
record PostgresAddress(String user, String servers, String database, String options) {

  static PostgresAddress of(String url) {
    String rest = url.substring(url.indexOf("://") + 3);
    int mark = rest.indexOf('?');
    String options = mark < 0 ? "" : rest.substring(mark + 1);
    String place = mark < 0 ? rest : rest.substring(0, mark);
    int at = place.lastIndexOf('@');
    String user = at < 0 ? System.getProperty("user.name") : decoded(place.substring(0, at));
    int slash = place.indexOf('/', at + 1);
    String servers = slash < 0 ? place.substring(at + 1) : place.substring(at + 1, slash);
    String database = slash < 0 ? "" : decoded(place.substring(slash + 1));
    return new PostgresAddress(user, servers, database.isEmpty() ? user : database, options);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** For messages: without options, which may hold secrets of the driver. */
  String name() {
    return "postgresql://%s@%s/%s".formatted(user, servers, database);
  }

  String jdbcUrl() {
    String database = URLEncoder.encode(this.database, StandardCharsets.UTF_8);
    return "jdbc:postgresql://%s/%s%s"
        .formatted(servers, database, options.isEmpty() ? "" : "?" + options);
  }

  /** What the hub wants of the driver, unless the options say otherwise. */
  Properties properties(String password) {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    if (!password.isEmpty()) {
      properties.setProperty("password", password);
    }
    unlessGiven(properties, "ApplicationName", "serai");
    unlessGiven(properties, "connectTimeout", "5");
    unlessGiven(properties, "loginTimeout", "10");
    // A server that vanished without a word must not hold the writer for hours.
    unlessGiven(properties, "socketTimeout", "30");
    unlessGiven(properties, "tcpKeepAlive", "true");
    unlessGiven(properties, "reWriteBatchedInserts", "true");
    if (servers.contains(",")) {
      unlessGiven(properties, "targetServerType", "primary");
    }
    return properties;
  }

  private void unlessGiven(Properties properties, String name, String value) {
    String given = "&" + options.toLowerCase(Locale.ROOT);
    if (!given.contains("&" + name.toLowerCase(Locale.ROOT) + "=")) {
      properties.setProperty(name, value);
    }
  }
}
