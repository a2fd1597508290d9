package dev.serai.source;

import java.util.List;
import java.util.stream.Stream;

/** The addresses that anybody on the internet may speak to. */
public final class PublicAddresses {

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

  private PublicAddresses() {}

  /**
   * Whether the address is one of them.
   *
   * @param address four or 16 bytes, as {@link AddressRange#address} gives them
   */
  public static boolean contains(byte[] address) {
    return !AddressRange.any(NOT_PUBLIC, address);
  }
}
