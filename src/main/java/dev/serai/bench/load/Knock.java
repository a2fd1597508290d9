package dev.serai.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Asks a server that is starting again and again. */
public final class Knock {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int ANSWER_MILLIS = 10_000;
  private static final int STATUS_END = "HTTP/1.1 202".length();

  private Knock() {}

  /**
   * Sends the request every few milliseconds until a status of 200 to 299 comes; tells {@link
   * System#nanoTime} then.
   *
   * @param alive whether it is worth going on
   * @throws IllegalStateException when it is not, or when it takes too long
   */
  public static long untilAccepted(int port, Post post, Duration patience, BooleanSupplier alive) {
    long end = System.nanoTime() + patience.toNanos();
    while (alive.getAsBoolean() && System.nanoTime() < end) {
      if (accepted(port, post)) {
        return System.nanoTime();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new IllegalStateException("it accepted nothing within " + patience.toSeconds() + " s");
  }

  private static boolean accepted(int port, Post post) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.getOutputStream().write(post.bytes());
      byte[] status = socket.getInputStream().readNBytes(STATUS_END);
      return new String(status, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 2");
    } catch (IOException e) {
      return false; // Not listening yet, which is what is being waited for.
    }
  }
}
