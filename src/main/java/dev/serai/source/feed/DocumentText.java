package dev.serai.source.feed;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters of a document: by its byte order mark, else by what the server says, else by what
 * the document says (RFC 7303 section 3), else UTF-8. What cannot be decoded becomes U+FFFD, and
 * characters that XML forbids are left out: one stray byte must not silence a feed.
 */
final class DocumentText {

  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*[\"']?([A-Za-z0-9._:+-]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern DECLARED =
      Pattern.compile("^\\s*<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([A-Za-z0-9._:+-]+)[\"']");
  private static final int LONGEST_DECLARATION = 256;
  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");

  private DocumentText() {}

  static String of(byte[] document, String contentType) {
    Mark mark = Mark.of(document);
    if (mark != null) {
      int from = mark.bytes();
      return clean(decode(document, from, mark.charset()));
    }
    Charset told = contentType == null ? null : named(CHARSET.matcher(contentType));
    Charset charset = told != null ? told : declared(document);
    return clean(decode(document, 0, charset));
  }

  private static String decode(byte[] document, int from, Charset charset) {
    return charset.decode(ByteBuffer.wrap(document, from, document.length - from)).toString();
  }

  /** A mark, or what an XML declaration looks like in an encoding of its own. */
  private record Mark(Charset charset, int bytes) {

    static Mark of(byte[] d) {
      int first = d.length < 4 ? -1 : ByteBuffer.wrap(d).getInt();
      if (first == 0x0000feff || first == 0x0000003c) {
        return new Mark(UTF_32BE, first == 0x3c ? 0 : 4);
      }
      if (first == 0xfffe0000 || first == 0x3c000000) {
        return new Mark(UTF_32LE, first == 0x3c000000 ? 0 : 4);
      }
      if (starts(d, 0xef, 0xbb, 0xbf)) {
        return new Mark(StandardCharsets.UTF_8, 3);
      }
      if (starts(d, 0xfe, 0xff) || starts(d, 0x00, '<')) {
        return new Mark(StandardCharsets.UTF_16BE, d[0] == 0 ? 0 : 2);
      }
      if (starts(d, 0xff, 0xfe) || starts(d, '<', 0x00)) {
        return new Mark(StandardCharsets.UTF_16LE, d[0] == '<' ? 0 : 2);
      }
      return null;
    }

    private static boolean starts(byte[] document, int... bytes) {
      if (document.length < bytes.length) {
        return false;
      }
      for (int i = 0; i < bytes.length; i++) {
        if ((document[i] & 0xff) != bytes[i]) {
          return false;
        }
      }
      return true;
    }
  }

  private static Charset declared(byte[] document) {
    String head =
        new String(
            document,
            0,
            Math.min(document.length, LONGEST_DECLARATION),
            StandardCharsets.ISO_8859_1);
    Charset named = named(DECLARED.matcher(head));
    // A declaration that could be read byte by byte is not in one of these, whatever it says.
    boolean impossible = named != null && named.name().matches("UTF-(16|32).*");
    return named == null || impossible ? StandardCharsets.UTF_8 : named;
  }

  private static Charset named(Matcher name) {
    if (!name.find()) {
      return null;
    }
    try {
      Charset charset = Charset.forName(name.group(1));
      // What calls itself Latin-1 or GB2312 on the web is the larger set (WHATWG Encoding).
      return switch (charset.name()) {
        case "ISO-8859-1", "US-ASCII" -> Charset.forName("windows-1252");
        case "GB2312", "GBK" -> Charset.forName("GB18030");
        default -> charset;
      };
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }

  private static String clean(String text) {
    int at = 0;
    while (at < text.length() && isAllowed(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length()).append(text, 0, at);
    for (; at < text.length(); at++) {
      if (isAllowed(text.charAt(at))) {
        kept.append(text.charAt(at));
      }
    }
    return kept.toString();
  }

  private static boolean isAllowed(char c) {
    return c >= ' ' ? c != '\uffff' && c != '\ufffe' : c == '\n' || c == '\r' || c == '\t';
  }
}
