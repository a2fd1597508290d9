package dev.serai.event;

/** A sender's own word inside an error message: short, in quotes, without control characters. */
final class Quoted {

  private static final int LONGEST = 80;

  private Quoted() {}

  static String of(String word) {
    StringBuilder out = new StringBuilder(Math.min(word.length(), LONGEST) + 8).append('"');
    for (int i = 0; i < word.length() && i < LONGEST; i++) {
      char c = word.charAt(i);
      if (c < ' ' || c > '~') {
        out.append(String.format("\\u%04X", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append(word.length() > LONGEST ? "…\"" : "\"").toString();
  }
}
