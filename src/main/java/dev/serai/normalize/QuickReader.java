package dev.serai.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads what senders usually send in half the time of a tokenizer that makes text of every name.
 * Gives up on whatever is unusual, wrong or not, for {@link MessageReader} to judge. For one body
 * that {@link TextScan} has let pass.
 */
final class QuickReader {

  private static final int MOST_DEPTH = 64;
  private static final int LONGEST_NAME = 1000;
  private static final int LONGEST_TEXT = 10_000_000;
  private static final int MOST_DIGITS = 18;
  private static final int LONGEST_DECIMAL = 40;
  private static final int LARGEST_EXPONENT = 999;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long QUOTES = LOW_BITS * '"';
  private static final long BACKSLASHES = LOW_BITS * '\\';
  private static final long SPACES = LOW_BITS * ' ';

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Kept from message to message; holds nothing of them. */
  private static final ThreadLocal<NameTable> NAMES = ThreadLocal.withInitial(NameTable::new);

  /** Something unusual stands in the body. */
  private static final class GivenUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GivenUp() {
      super(null, null, false, false);
    }
  }

  private final byte[] body;
  private final NameTable names = NAMES.get();
  private int at;
  private int depth;
  private int objects;

  /** Whether the text before has escapes. */
  private boolean escaped;

  private QuickReader(byte[] body) {
    this.body = body;
  }

  /** Null when it gives up. */
  static ObjectNode read(byte[] body, Wanted wanted) {
    QuickReader reader = new QuickReader(body);
    reader.names.clear();
    try {
      reader.expect('{');
      ObjectNode message = reader.object(wanted);
      reader.space();
      return reader.at == body.length ? message : null;
    } catch (GivenUp | IndexOutOfBoundsException unusualOrNotEnded) {
      return null;
    }
  }

  /** Behind its brace; null when nothing of it is wanted. */
  private ObjectNode object(Wanted wanted) {
    deeper();
    int object = objects++;
    ObjectNode kept = wanted == null ? null : NODES.objectNode();
    if (!ends('}')) {
      do {
        expect('"');
        int from = at;
        int to = text();
        int hash = NameTable.hash(body, from, to);
        if (escaped || to - from > LONGEST_NAME || !names.add(object, body, from, to, hash)) {
          throw new GivenUp();
        }
        expect(':');
        Wanted.Member member = wanted == null ? null : wanted.of(body, from, to, hash);
        if (member == null) {
          value(null);
        } else {
          kept.set(member.name(), value(member.wanted()));
        }
      } while (goesOn('}'));
    }
    depth--;
    return kept;
  }

  private ArrayNode array(Wanted wanted) {
    deeper();
    ArrayNode kept = wanted == null ? null : NODES.arrayNode();
    if (!ends(']')) {
      do {
        JsonNode element = value(wanted);
        if (kept != null) {
          kept.add(element);
        }
      } while (goesOn(']'));
    }
    depth--;
    return kept;
  }

  private JsonNode value(Wanted wanted) {
    space();
    byte first = body[at++];
    return switch (first) {
      case '"' -> text(wanted);
      case '{' -> object(wanted);
      case '[' -> array(wanted);
      case 't' -> literal("rue", BooleanNode.TRUE);
      case 'f' -> literal("alse", BooleanNode.FALSE);
      case 'n' -> literal("ull", NullNode.instance);
      default -> number(at - 1, wanted != null);
    };
  }

  private JsonNode text(Wanted wanted) {
    int from = at;
    int to = text();
    return wanted == null ? null : NODES.textNode(string(from, to));
  }

  private void deeper() {
    depth++;
    if (depth > MOST_DEPTH) {
      throw new GivenUp();
    }
  }

  private void space() {
    int place = at;
    while (place < body.length && isSpace(body[place])) {
      place++;
    }
    at = place;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private void expect(char wanted) {
    space();
    if (body[at++] != wanted) {
      throw new GivenUp();
    }
  }

  private boolean ends(char end) {
    space();
    if (body[at] == end) {
      at++;
      return true;
    }
    return false;
  }

  /** False at the end. */
  private boolean goesOn(char end) {
    space();
    byte b = body[at++];
    if (b != ',' && b != end) {
      throw new GivenUp();
    }
    return b == ',';
  }

  private JsonNode literal(String rest, JsonNode value) {
    for (int i = 0; i < rest.length(); i++) {
      if (body[at++] != rest.charAt(i)) {
        throw new GivenUp();
      }
    }
    return value;
  }

  /** Goes on behind its last quote, whose place it gives. */
  private int text() {
    escaped = false;
    while (true) {
      at = plain(at);
      byte b = body[at++];
      if (b == '"') {
        return at - 1;
      }
      if (b == '\\') {
        escaped = true;
        escape();
      } else if (b >= 0 && b < ' ') {
        throw new GivenUp();
      }
    }
  }

  /** Skips eight bytes at a time; stops at the first quote, backslash or control character. */
  private int plain(int from) {
    int place = from;
    for (; place + Long.BYTES <= body.length; place += Long.BYTES) {
      long eight = (long) LONGS.get(body, place);
      long quotes = eight ^ QUOTES;
      long escapes = eight ^ BACKSLASHES;
      long ends =
          (((quotes - LOW_BITS) & ~quotes)
                  | ((escapes - LOW_BITS) & ~escapes)
                  | ((eight - SPACES) & ~eight))
              & HIGH_BITS;
      if (ends != 0) {
        return place + (Long.numberOfTrailingZeros(ends) >>> 3);
      }
    }
    return place;
  }

  private void escape() {
    byte b = body[at++];
    if (b == 'u') {
      for (int end = at + 4; at < end; at++) {
        if (Character.digit(body[at], 16) < 0) {
          throw new GivenUp();
        }
      }
    } else if ("\"\\/bfnrt".indexOf(b) < 0) {
      throw new GivenUp();
    }
  }

  private String string(int from, int to) {
    if (to - from > LONGEST_TEXT) {
      throw new GivenUp();
    }
    return escaped
        ? unescaped(from, to)
        : new String(body, from, to - from, StandardCharsets.UTF_8);
  }

  private String unescaped(int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    int plain = from;
    for (int i = backslash(from, to); i < to; i = backslash(plain, to)) {
      text.append(new String(body, plain, i - plain, StandardCharsets.UTF_8));
      char kind = (char) body[i + 1];
      plain = i + 2;
      if (kind == 'u') {
        int unit = 0;
        for (int end = plain + 4; plain < end; plain++) {
          unit = unit << 4 | Character.digit(body[plain], 16);
        }
        text.append((char) unit);
      } else {
        int letter = "bfnrt".indexOf(kind);
        text.append(letter < 0 ? kind : "\b\f\n\r\t".charAt(letter));
      }
    }
    return text.append(new String(body, plain, to - plain, StandardCharsets.UTF_8)).toString();
  }

  private int backslash(int from, int to) {
    int place = from;
    while (place < to && body[place] != '\\') {
      place++;
    }
    return place;
  }

  private JsonNode number(int from, boolean wanted) {
    at = from;
    boolean negative = body[at] == '-';
    at += negative ? 1 : 0;
    int digits = at;
    long whole = digits();
    int length = at - digits;
    if (length > MOST_DIGITS || (length > 1 && body[digits] == '0')) {
      throw new GivenUp();
    }
    if (body[at] == '.' || body[at] == 'e' || body[at] == 'E') {
      return decimal(from, wanted);
    }
    if (!wanted) {
      return null;
    }
    long value = negative ? -whole : whole;
    return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
  }

  private JsonNode decimal(int from, boolean wanted) {
    if (body[at] == '.') {
      at++;
      digits();
    }
    if (body[at] == 'e' || body[at] == 'E') {
      at++;
      at += body[at] == '+' || body[at] == '-' ? 1 : 0;
      if (digits() > LARGEST_EXPONENT) {
        throw new GivenUp();
      }
    }
    if (at - from > LONGEST_DECIMAL) {
      throw new GivenUp();
    }
    return wanted
        ? NODES.numberNode(
            new BigDecimal(new String(body, from, at - from, StandardCharsets.ISO_8859_1)))
        : null;
  }

  /** At least one; of more than {@link #MOST_DIGITS} the number is nonsense. */
  private long digits() {
    int from = at;
    long number = 0;
    while (body[at] >= '0' && body[at] <= '9') {
      number = number * 10 + (body[at++] - '0');
    }
    if (at == from) {
      throw new GivenUp();
    }
    return number;
  }
}
