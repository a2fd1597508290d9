package dev.serai.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A socket that says exactly what a test wants, right or wrong. */
final class RawSender implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 15_000;

  record Answer(int status, Map<String, String> headers, String body) {}

  private final Socket socket;
  private final InputStream in;

  RawSender(OpenDoor open) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), open.door.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
  }

  /** The head of a signed delivery, complete but for what a test adds. */
  static String head(String id, String body, String... more) {
    StringBuilder head = new StringBuilder();
    head.append("POST /webhooks/github HTTP/1.1\r\nHost: localhost\r\n");
    head.append("Content-Type: application/json\r\nX-GitHub-Event: push\r\n");
    head.append("X-GitHub-Delivery: ").append(id).append("\r\n");
    head.append("X-Hub-Signature-256: ")
        .append(OpenDoor.signature(OpenDoor.SECRET, body))
        .append("\r\n");
    for (String line : more) {
      head.append(line).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  static String delivery(String id, String body) {
    return head(id, body, "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length) + body;
  }

  RawSender say(String text) throws IOException {
    return say(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawSender say(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  Answer hear() throws IOException {
    String[] status = line().split(" ", 3);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Answer(
        Integer.parseInt(status[1]),
        headers,
        new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  /** Whether the door closes within the patience of this sender, saying nothing more. */
  boolean hearsTheEnd() throws IOException {
    try {
      return in.read() == -1;
    } catch (SocketException reset) {
      return true;
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c == -1) {
        throw new IOException("closed after '" + line + "'");
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /** Goes away with a reset, as a killed process does. */
  void vanish() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
