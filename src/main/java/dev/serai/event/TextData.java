package dev.serai.event;

import static dev.serai.event.InvalidEventException.Kind.INVALID_ATTRIBUTE;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;

/** Text of a declared charset, UTF-8 when none is declared. */
final class TextData {

  private TextData() {}

  /** Text from UTF-8 to the declared charset; throws InvalidEventException when it cannot be. */
  static byte[] encode(byte[] utf8, MediaType type) {
    Charset charset = charset(type);
    if (charset.equals(StandardCharsets.UTF_8)) {
      return utf8;
    }
    try {
      ByteBuffer bytes =
          charset
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .encode(CharBuffer.wrap(new String(utf8, StandardCharsets.UTF_8)));
      byte[] encoded = new byte[bytes.remaining()];
      bytes.get(encoded);
      return encoded;
    } catch (CharacterCodingException | UnsupportedOperationException e) {
      throw new InvalidEventException(
          INVALID_ATTRIBUTE,
          "data has characters that the charset "
              + charset
              + " of its datacontenttype cannot write: declare charset=utf-8",
          e);
    }
  }

  private static Charset charset(MediaType type) {
    String name = type.charset();
    if (name == null || name.equalsIgnoreCase("utf-8")) {
      return StandardCharsets.UTF_8;
    }
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new InvalidEventException(
          INVALID_ATTRIBUTE,
          "datacontenttype has the unknown charset "
              + Quoted.of(name)
              + ": declare charset=utf-8 or send data_base64",
          e);
    }
  }

  /**
   * The text of bytes as UTF-8, or null when {@link #encode} would not give back exactly these
   * bytes.
   */
  static byte[] asUtf8(byte[] bytes, MediaType type) {
    String charset = type.charset() == null ? "utf-8" : type.charset();
    if (charset.equalsIgnoreCase("utf-8")) {
      return Utf8.isValid(bytes) ? bytes : null;
    }
    if (charset.equalsIgnoreCase("us-ascii")) {
      return Utf8.isAscii(bytes) ? bytes : null;
    }
    if (charset.equalsIgnoreCase("iso-8859-1")) {
      return new String(bytes, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8);
    }
    return null;
  }
}
