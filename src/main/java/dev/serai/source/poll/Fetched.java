package dev.serai.source.poll;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * What a server answered with success.
 *
 * @param url where it came from, after redirects
 * @param body as it was sent, perhaps packed
 * @param moved where the url has gone for good, or null
 */
record Fetched(URI url, boolean notModified, byte[] body, Headers headers, URI moved) {

  /** Null where the server did not tell. */
  record Headers(
      String contentType, String encoding, String etag, String lastModified, String link) {}

  /** The body without packing; throws {@link PollException} when it is larger than it may be. */
  byte[] unpacked(int maxBytes) {
    String encoding =
        headers.encoding() == null ? "" : headers.encoding().strip().toLowerCase(Locale.ROOT);
    if (encoding.isEmpty() || encoding.equals("identity")) {
      return body;
    }
    if (!encoding.equals("gzip") && !encoding.equals("x-gzip")) {
      throw PollException.of(
          PollException.Reason.MALFORMED,
          "the server packed the body as '%s', which was not asked for; gzip was"
              .formatted(encoding));
    }
    try (InputStream packed = new GZIPInputStream(new ByteArrayInputStream(body))) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(maxBytes, 4 * body.length));
      byte[] buffer = new byte[8192];
      for (int n = packed.read(buffer); n >= 0; n = packed.read(buffer)) {
        out.write(buffer, 0, n);
        if (out.size() > maxBytes) {
          throw tooLarge(maxBytes);
        }
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new PollException(
          PollException.Reason.MALFORMED, "the body is no valid gzip: " + e.getMessage(), null, e);
    }
  }

  static PollException tooLarge(int maxBytes) {
    return PollException.of(
        PollException.Reason.TOO_LARGE,
        "the document has more than %d bytes; if that is right, raise maxBytes"
            .formatted(maxBytes));
  }
}
