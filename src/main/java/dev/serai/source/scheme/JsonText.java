package dev.serai.source.scheme;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Writes a text of a stranger's into JSON. */
final class JsonText {

  private JsonText() {}

  /** With its quotes. */
  static String of(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, quoted);
    return quoted.append('"').toString();
  }
}
