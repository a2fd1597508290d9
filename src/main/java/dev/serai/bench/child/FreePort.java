package dev.serai.bench.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Chooses ports for programs that cannot choose one themselves. */
public final class FreePort {

  private FreePort() {}

  /** One that nobody listens on now. */
  public static int any() {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port can be had", e);
    }
  }
}
