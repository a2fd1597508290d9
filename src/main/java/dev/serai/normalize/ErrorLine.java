package dev.serai.normalize;

/**
 * Finds what went wrong in a log: {@code error: ...}, {@code ERROR ...} and their like with {@code
 * fatal}. One pass over the text, because logs are long and patterns look at each place many times.
 */
final class ErrorLine {

  private static final String[] WORDS = {"ERROR", "FATAL", "error", "fatal"};

  /** How far from the start of a line the word may stand, and how much after it is kept. */
  private static final int BEFORE = 80;

  private static final int AFTER = 200;

  private ErrorLine() {}

  /** Without its end of line; null when there is none. */
  static String in(String log) {
    for (int at = 0; at < log.length(); at++) {
      if (mayBegin(log.charAt(at))) {
        int message = message(log, at);
        int start = message < 0 ? -1 : start(log, at);
        if (start >= 0) {
          return log.substring(start, end(log, message));
        }
      }
    }
    return null;
  }

  private static boolean mayBegin(char c) {
    return c == 'E' || c == 'F' || c == 'e' || c == 'f';
  }

  /** Where the text behind the word begins, or -1 when no word stands here. */
  private static int message(String log, int at) {
    if (at > 0 && isWord(log.charAt(at - 1))) {
      return -1;
    }
    for (String word : WORDS) {
      if (log.startsWith(word, at)) {
        int next = at + word.length();
        if (next < log.length() && log.charAt(next) == ':') {
          next++;
        }
        return next < log.length() && log.charAt(next) == ' ' ? next + 1 : -1;
      }
    }
    return -1;
  }

  /** Of the line; -1 when the word stands too far behind it. */
  private static int start(String log, int at) {
    for (int start = at; at - start <= BEFORE; start--) {
      if (start == 0 || isEnd(log.charAt(start - 1))) {
        return start;
      }
    }
    return -1;
  }

  private static int end(String log, int from) {
    int end = from;
    while (end < log.length() && end - from < AFTER && !isEnd(log.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isEnd(char c) {
    return c == '\n' || c == '\r';
  }

  private static boolean isWord(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }
}
