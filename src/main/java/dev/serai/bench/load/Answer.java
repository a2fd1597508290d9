package dev.serai.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Finds the end of one HTTP/1.1 answer in bytes as they come: with a length, chunked, or without a
 * body. Keeps at most 64 KiB.
 */
final class Answer {

  private static final int FIRST = 1024;
  private static final int MOST = 64 * 1024;
  private static final int STATUS_OFFSET = "HTTP/1.1 ".length();
  private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[FIRST];
  private int size;
  private int bodyAt;
  private int length;
  private boolean chunked;

  void clear() {
    size = 0;
    bodyAt = 0;
  }

  /** Room for more, at {@link #size()}. */
  byte[] room() throws IOException {
    if (size == bytes.length) {
      if (size >= MOST) {
        throw new IOException("the answer is longer than " + MOST + " bytes");
      }
      bytes = Arrays.copyOf(bytes, size * 2);
    }
    return bytes;
  }

  int size() {
    return size;
  }

  /** Takes the bytes that were put into {@link #room()}; tells whether the answer is complete. */
  boolean grew(int by) throws IOException {
    int from = Math.max(0, size - HEAD_END.length);
    size += by;
    if (bodyAt == 0 && !head(from)) {
      return false;
    }
    return chunked ? endsWithLastChunk() : size >= bodyAt + length;
  }

  int status() {
    return (bytes[STATUS_OFFSET] - '0') * 100
        + (bytes[STATUS_OFFSET + 1] - '0') * 10
        + (bytes[STATUS_OFFSET + 2] - '0');
  }

  private boolean head(int from) throws IOException {
    for (int i = from; i <= size - HEAD_END.length; i++) {
      if (Arrays.equals(bytes, i, i + HEAD_END.length, HEAD_END, 0, HEAD_END.length)) {
        bodyAt = i + HEAD_END.length;
        readHead(i);
        return true;
      }
    }
    return false;
  }

  private void readHead(int end) throws IOException {
    length = 0;
    chunked = false;
    String head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    if (!head.startsWith("HTTP/1.1 ")) {
      throw new IOException("this is no HTTP/1.1 answer: " + head.lines().findFirst().orElse(""));
    }
    for (String line : head.toLowerCase(Locale.ROOT).split("\r\n", -1)) {
      if (line.startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      } else if (line.startsWith("transfer-encoding:") && line.endsWith("chunked")) {
        chunked = true;
      }
    }
  }

  /** The line break in front of it may be the head's. */
  private boolean endsWithLastChunk() {
    int from = size - LAST_CHUNK.length;
    return from >= bodyAt - 2 && Arrays.equals(bytes, from, size, LAST_CHUNK, 0, LAST_CHUNK.length);
  }
}
