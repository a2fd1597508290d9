package dev.serai.cli;

import java.net.URI;

/** Where this machine reaches what is bound to a host and port. */
final class Address {

  private Address() {}

  /**
   * @param host as it was bound; every address is reached through the loop-back one
   */
  static URI http(String host, int port) {
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    String address = everywhere ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + address + ":" + port);
  }
}
