package dev.serai.source.scheme;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds a few texts of a JSON object by its quotes and brackets, in half the time that a parser
 * takes. It checks nothing: what is no JSON gives something or nothing. For one body.
 */
final class JsonSkim {

  /**
   * A text that is looked for.
   *
   * @param in the member whose object it is in; empty for the whole
   */
  record Field(String path, byte[] in, byte[] name) {

    /** Of a member's name, or of {@code object.member}. */
    static Field of(String path) {
      int dot = path.indexOf('.');
      return new Field(
          path,
          (dot < 0 ? "" : path.substring(0, dot)).getBytes(StandardCharsets.UTF_8),
          path.substring(dot + 1).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** By byte: what ends or divides values, which is little of what is sent with indents. */
  private static final boolean[] SIGNS = signs();

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long QUOTES = LOW_BITS * '"';
  private static final long BACKSLASHES = LOW_BITS * '\\';

  private final byte[] body;
  private final List<Field> wanted;
  private final Map<String, String> found = new HashMap<>();
  private int at;
  private int depth;

  /** Between quotes: the member that is read, and the one of the whole that it is in. */
  private int nameFrom;

  private int nameTo;
  private int outerFrom;
  private int outerTo;
  private boolean inName;
  private boolean inMember;

  private static boolean[] signs() {
    boolean[] signs = new boolean[256];
    for (byte sign : "\"{}[],:".getBytes(StandardCharsets.US_ASCII)) {
      signs[sign] = true;
    }
    return signs;
  }

  private JsonSkim(byte[] body, List<Field> wanted) {
    this.body = body;
    this.wanted = wanted;
  }

  /** Null when it takes a parser: no object, not ended, or escapes where it matters. */
  static Map<String, String> find(byte[] body, List<Field> wanted) {
    JsonSkim skim = new JsonSkim(body, wanted);
    return skim.run() ? skim.found : null;
  }

  private boolean run() {
    while (at < body.length && body[at] <= ' ' && body[at] >= 0) {
      at++;
    }
    if (at == body.length || body[at] != '{') {
      return false;
    }
    for (; at < body.length; at++) {
      if (!SIGNS[body[at] & 0xFF]) {
        continue;
      }
      switch (body[at]) {
        case '"' -> {
          int from = at + 1;
          if (!skipText() || (isLooked() && !text(from))) {
            return false;
          }
          if (found.size() == wanted.size()) {
            return true;
          }
        }
        case '{', '[' -> open(body[at] == '{');
        case '}', ']' -> {
          depth--;
          if (depth == 0) {
            return true;
          }
        }
        case ',' -> inName = true;
        case ':' -> inName = false;
        default -> {}
      }
    }
    return false;
  }

  private boolean isLooked() {
    return depth == 1 || (depth == 2 && inMember);
  }

  private void open(boolean object) {
    depth++;
    if (depth == 2) {
      inMember = object && isIn(nameFrom, nameTo);
      outerFrom = nameFrom;
      outerTo = nameTo;
    }
    inName = true;
  }

  private boolean isIn(int from, int to) {
    for (Field field : wanted) {
      if (field.in.length > 0 && is(field.in, from, to)) {
        return true;
      }
    }
    return false;
  }

  /** False when it has escapes and matters. */
  private boolean text(int from) {
    if (inName) {
      nameFrom = from;
      nameTo = at;
      return !hasEscape(from);
    }
    for (Field field : wanted) {
      boolean here =
          depth == 1
              ? field.in.length == 0
              : field.in.length > 0 && is(field.in, outerFrom, outerTo);
      if (here && is(field.name, nameFrom, nameTo)) {
        found.putIfAbsent(field.path, new String(body, from, at - from, StandardCharsets.UTF_8));
        return !hasEscape(from);
      }
    }
    return true;
  }

  private boolean is(byte[] name, int from, int to) {
    return Arrays.equals(name, 0, name.length, body, from, to);
  }

  private boolean hasEscape(int from) {
    for (int i = from; i < at; i++) {
      if (body[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  /** To its last quote; false when there is none. */
  private boolean skipText() {
    for (at = plain(at + 1); at < body.length; at = plain(at + 1)) {
      if (body[at] == '"') {
        return true;
      }
      if (body[at] == '\\') {
        at++;
      }
    }
    return false;
  }

  /** Skips eight bytes at a time while none of them is a quote or a backslash. */
  private int plain(int from) {
    int place = from;
    for (; place + Long.BYTES <= body.length; place += Long.BYTES) {
      long eight = (long) LONGS.get(body, place);
      long quotes = eight ^ QUOTES;
      long escapes = eight ^ BACKSLASHES;
      long ends = (((quotes - LOW_BITS) & ~quotes) | ((escapes - LOW_BITS) & ~escapes)) & HIGH_BITS;
      if (ends != 0) {
        return place + (Long.numberOfTrailingZeros(ends) >>> 3);
      }
    }
    return place;
  }
}
