package dev.serai.sanitize;

import dev.serai.sanitize.SecretNames.Kind;

/**
 * Masks members with the names of secrets without a parser, which would cost several times as much:
 * in JSON a quote that no backslash precedes and a colon follows ends a name, and nothing else does
 * that letters precede.
 */
final class NamedMembers {

  private static final String MASK = '"' + Sanitizer.MASK + '"';

  private NamedMembers() {}

  /** The same array when there are none; null when only a parser can tell. */
  static byte[] mask(byte[] json) {
    Edits edits = new Edits(json);
    int colon = Colons.next(json, 1);
    while (colon >= 0) {
      Kind kind = SecretNames.before(json, colon);
      int next = colon + 1;
      if (kind != Kind.ORDINARY) {
        next = kind == Kind.UNCLEAR ? -1 : value(json, next, kind, edits);
        if (next < 0) {
          return null;
        }
      }
      colon = Colons.next(json, next);
    }
    return edits.result();
  }

  /** Where to go on, or -1 when only a parser can tell. */
  private static int value(byte[] json, int from, Kind kind, Edits edits) {
    int at = from;
    while (at < json.length && json[at] <= ' ' && json[at] >= 0) {
      at++;
    }
    if (at == json.length || json[at] == '[') {
      return -1;
    }
    int end = at;
    if (json[at] == '"') {
      end = behindText(json, at + 1);
      if (end > at + 2) {
        edits.replace(at, end, MASK);
      }
    } else if (kind == Kind.SECRET) {
      end = behindNumber(json, at);
      if (end > at) {
        edits.replace(at, end, MASK);
      }
    }
    return end;
  }

  private static int behindText(byte[] json, int from) {
    for (int at = from; at < json.length; at++) {
      if (json[at] == '"') {
        return at + 1;
      }
      if (json[at] == '\\') {
        at++;
      }
    }
    return -1;
  }

  private static int behindNumber(byte[] json, int from) {
    int at = from;
    while (at < json.length && "0123456789+-.eE".indexOf(json[at]) >= 0) {
      at++;
    }
    return json[from] == 'e' || json[from] == 'E' ? from : at;
  }
}
