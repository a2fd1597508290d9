package dev.serai.source.scheme;

import java.util.Locale;

/** The {@code Content-Type} header. */
public final class MediaType {

  private MediaType() {}

  /** Type and subtype in lower case without parameters; empty for null. */
  public static String of(String contentType) {
    if (contentType == null) {
      return "";
    }
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }
}
