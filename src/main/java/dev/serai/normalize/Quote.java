package dev.serai.normalize;

/** What a sender wrote, short enough for a log line. */
final class Quote {

  private static final int LONGEST = 200;

  private Quote() {}

  static String of(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "…";
  }
}
