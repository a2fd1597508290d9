package dev.serai.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The bytes of one POST, in which only an id changes from request to request.
 *
 * @param idOffset where its {@link #ID_LENGTH} bytes are
 */
public record Post(byte[] bytes, int idOffset) {

  /** The length of every id: it looks like a UUID. */
  static final int ID_LENGTH = 36;

  private static final String PLACE = "00000000-0000-4000-8000-000000000000";
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** Assembles the bytes; {@code idHeader} is the header that carries the changing id. */
  public static Post of(
      int port, String path, String idHeader, Map<String, String> headers, byte[] body) {
    StringBuilder head = new StringBuilder();
    head.append("POST ").append(path).append(" HTTP/1.1\r\nHost: localhost:").append(port);
    headers.forEach((name, value) -> head.append("\r\n").append(name).append(": ").append(value));
    head.append("\r\nContent-Length: ").append(body.length).append("\r\n").append(idHeader);
    head.append(": ");
    int offset = head.length();
    head.append(PLACE).append("\r\n\r\n");
    byte[] start = head.toString().getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = new byte[start.length + body.length];
    System.arraycopy(start, 0, bytes, 0, start.length);
    System.arraycopy(body, 0, bytes, start.length, body.length);
    return new Post(bytes, offset);
  }

  /** A buffer of its own, ready to be written. */
  ByteBuffer buffer() {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  /** Makes it the next request: the first group of the id tells the run, the last one counts. */
  void number(ByteBuffer buffer, int run, long count) {
    hex(buffer, idOffset, 8, run);
    hex(buffer, idOffset + ID_LENGTH - 12, 12, count);
    buffer.rewind();
  }

  private static void hex(ByteBuffer buffer, int offset, int digits, long value) {
    long left = value;
    for (int i = offset + digits - 1; i >= offset; i--) {
      buffer.put(i, HEX[(int) (left & 0xf)]);
      left >>>= 4;
    }
  }
}
