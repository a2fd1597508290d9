package dev.serai.source.scheme;

import java.util.ArrayList;
import java.util.List;

/**
 * The header a signature stands in, alone or in a list of several.
 *
 * @param names in lower case; the first that is there counts
 * @param separators characters between the items of a list; empty when there is one signature only
 * @param prefix what stands before each signature, such as {@code v1=}; items with another one are
 *     of other versions and ignored
 */
record SignatureHeader(List<String> names, String separators, String prefix, Encoding encoding) {

  /** More than any sender has live at one time; the rest costs nothing. */
  private static final int MOST = 16;

  /** The whole header, null when it is not there. */
  String of(SignedRequest request) {
    for (String name : names) {
      String value = request.header(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** The well-formed signatures of {@code size} bytes. */
  List<byte[]> signatures(String value, int size) {
    List<byte[]> found = new ArrayList<>(1);
    for (int from = 0; from <= value.length() && found.size() < MOST; ) {
      int to = end(value, from);
      byte[] signature = signature(value, from, to, size);
      if (signature != null) {
        found.add(signature);
      }
      from = to + 1;
    }
    return found;
  }

  private byte[] signature(String value, int from, int to, int size) {
    int start = from;
    int end = to;
    if (!separators.isEmpty()) {
      while (start < end && value.charAt(start) == ' ') {
        start++;
      }
      while (end > start && value.charAt(end - 1) == ' ') {
        end--;
      }
    }
    if (value.startsWith(prefix, start) && start + prefix.length() <= end) {
      return encoding.decode(value, start + prefix.length(), end, size);
    }
    // Some write the prefix once before the whole list.
    return value.startsWith(prefix) ? encoding.decode(value, start, end, size) : null;
  }

  /** What follows {@code itemPrefix} in the only item that has it; null when none or several do. */
  String item(String value, String itemPrefix) {
    String found = null;
    for (int from = 0; from <= value.length(); ) {
      int to = end(value, from);
      String item = value.substring(from, to).strip();
      if (item.startsWith(itemPrefix)) {
        if (found != null) {
          return null;
        }
        found = item.substring(itemPrefix.length());
      }
      from = to + 1;
    }
    return found;
  }

  private int end(String value, int from) {
    if (separators.length() <= 1) {
      int end = separators.isEmpty() ? -1 : value.indexOf(separators.charAt(0), from);
      return end < 0 ? value.length() : end;
    }
    int to = from;
    while (to < value.length() && separators.indexOf(value.charAt(to)) < 0) {
      to++;
    }
    return to;
  }
}
