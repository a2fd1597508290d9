package dev.serai.outbound;

import dev.serai.source.AddressRange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps a subscriber's URL from reaching what only this machine or its network should reach: it
 * looks at the very address that is connected to, so that a name cannot change its mind in between.
 */
final class AddressGuard {

  /** The special-purpose registries of IANA, without what is globally reachable. */
  private static final List<AddressRange> NOT_PUBLIC =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/3",
              "::/96",
              "64:ff9b::/96",
              "64:ff9b:1::/48",
              "100::/64",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "3fff::/20",
              "5f00::/16",
              "fc00::/7",
              "fe80::/10",
              "fec0::/10",
              "ff00::/8")
          .map(AddressRange::of)
          .toList();

  /** Gives a host's addresses; for tests a name service of their own. */
  @FunctionalInterface
  interface Names {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  private final Names names;

  AddressGuard(Names names) {
    this.names = names;
  }

  /**
   * The address to connect to; blocks while the name is looked up.
   *
   * @throws DeliveryException when there is none, or one of them is off limits
   */
  InetAddress resolve(Subscriber to) {
    List<AddressRange> allowed = to.allow().stream().map(AddressRange::of).toList();
    InetAddress[] found;
    try {
      found = names.of(to.url().getHost());
    } catch (UnknownHostException e) {
      throw new DeliveryException(
          "subscription '%s': the host '%s' is unknown".formatted(to.name(), to.url().getHost()),
          e);
    }
    for (InetAddress address : found) {
      byte[] bytes = AddressRange.address(address.getHostAddress());
      if (AddressRange.any(NOT_PUBLIC, bytes) && !AddressRange.any(allowed, bytes)) {
        throw new DeliveryException(
            "subscription '%s': %s leads to %s, which is no public address, so nothing is sent there; if it is meant, write allow: \"%s\""
                .formatted(
                    to.name(),
                    to.url().getHost(),
                    address.getHostAddress(),
                    address.getHostAddress()),
            null);
      }
    }
    return found[0];
  }
}
