package dev.serai.sanitize;

/**
 * Numbers of payment cards: 16 to 19 digits that begin with 2 to 6, or 14 and 15 that begin with 3,
 * in one or with single spaces or hyphens between them, whose check digit (Luhn, ISO/IEC 7812-1) is
 * right.
 */
final class Cards {

  private static final int MOST = 19;
  private static final int LEAST = 16;
  private static final int LEAST_WITH_3 = 14;

  private Cards() {}

  static String mask(String text) {
    StringBuilder masked = null;
    int copied = 0;
    for (int at = 0; at < text.length(); at++) {
      int end = begins(text, at) ? end(text, at) : -1;
      if (end > 0) {
        masked = masked == null ? new StringBuilder(text.length()) : masked;
        masked.append(text, copied, at).append(Sanitizer.MASK);
        copied = end;
        at = end - 1;
      }
    }
    return masked == null ? text : masked.append(text, copied, text.length()).toString();
  }

  private static boolean begins(String text, int at) {
    char c = text.charAt(at);
    if (c < '2' || c > '6') {
      return false;
    }
    return at == 0 || !(isDigit(text, at - 1) || text.charAt(at - 1) == '.');
  }

  /** Behind the longest card that begins here, or -1. */
  private static int end(String text, int from) {
    int least = text.charAt(from) == '3' ? LEAST_WITH_3 : LEAST;
    int end = -1;
    int digits = 0;
    // Luhn doubles every second digit from the last one on, so both ways of doubling are summed.
    int even = 0;
    int odd = 0;
    for (int at = from; digits < MOST && isDigit(text, at); at = next(text, at)) {
      int digit = text.charAt(at) - '0';
      int doubled = digit < 5 ? 2 * digit : 2 * digit - 9;
      even += digits % 2 == 0 ? doubled : digit;
      odd += digits % 2 == 0 ? digit : doubled;
      digits++;
      boolean right = (digits % 2 == 0 ? even : odd) % 10 == 0;
      if (digits >= least && right && !isDigit(text, at + 1)) {
        end = at + 1;
      }
    }
    return end;
  }

  /** Where the next digit would be. */
  private static int next(String text, int at) {
    int next = at + 1;
    boolean between =
        next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '-');
    return between ? next + 1 : next;
  }

  private static boolean isDigit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
