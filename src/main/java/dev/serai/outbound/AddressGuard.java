package dev.serai.outbound;

import dev.serai.source.AddressRange;
import dev.serai.source.PublicAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Keeps a subscriber's URL from reaching what only this machine or its network should reach: it
 * looks at the very address that is connected to, so that a name cannot change its mind in between.
 */
final class AddressGuard {

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
      if (!PublicAddresses.contains(bytes) && !AddressRange.any(allowed, bytes)) {
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
