package dev.serai.source.poll;

import dev.serai.source.AddressRange;
import dev.serai.source.PublicAddresses;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Tells which address of a host may be spoken to. The host that the operator wrote down may be
 * anywhere, but for one whose name leads to where clouds keep the credentials of their machines;
 * where others lead — redirects, next pages — must be public, or of a kind that the operator's host
 * is of itself, or allowed. The address that was checked is the one connected to, so that a second
 * look-up cannot give another one.
 */
final class AddressGuard {

  private static final String LINK_LOCAL = "link-local";

  /** Kinds of addresses whose hosts may lead to each other. */
  private static final List<Kind> KINDS =
      List.of(
          new Kind("loopback", "127.0.0.0/8", "::1/128", "0.0.0.0/8", "::/128"),
          new Kind(LINK_LOCAL, "169.254.0.0/16", "fe80::/10"),
          new Kind(
              "private",
              "10.0.0.0/8",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "100.64.0.0/10",
              "198.18.0.0/15",
              "192.0.0.0/24",
              "fc00::/7",
              "fec0::/10"),
          new Kind("multicast or reserved", "224.0.0.0/4", "240.0.0.0/4", "ff00::/8"),
          // Ways around: IPv4 addresses that are spelled in IPv6.
          new Kind("translated", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"));

  /** Of any other address that is not public. */
  private static final String SPECIAL = "special-purpose";

  private record Kind(String word, List<AddressRange> ranges) {

    Kind(String word, String... networks) {
      this(word, List.of(networks).stream().map(AddressRange::of).toList());
    }
  }

  private final Function<String, List<InetAddress>> names;
  private final String home;
  private final List<AddressRange> allowed;

  AddressGuard(URI configured, List<String> allow) {
    this(configured, allow, AddressGuard::lookUp);
  }

  /** {@code names} finds a host's addresses, at least one. */
  AddressGuard(URI configured, List<String> allow, Function<String, List<InetAddress>> names) {
    this.names = names;
    this.home = configured.getHost();
    this.allowed = allow.stream().map(AddressRange::of).toList();
  }

  /** Blocks while the names are looked up. Throws {@link PollException}. */
  InetAddress check(URI target) {
    List<InetAddress> addresses = names.apply(target.getHost());
    if (target.getHost().equalsIgnoreCase(home) && mayBeHome(addresses.get(0))) {
      return addresses.get(0);
    }
    Set<String> refused = new TreeSet<>();
    Set<String> own = null;
    for (InetAddress address : addresses) {
      String kind = kind(address);
      if (kind == null || AddressRange.any(allowed, bytes(address))) {
        return address;
      }
      own = own == null ? ofHome() : own;
      if (own.contains(kind)) {
        return address;
      }
      refused.add(kind);
    }
    throw PollException.of(
        PollException.Reason.REFUSED,
        "%s leads to %s, a %s address, which %s has no business with; if it has, write allow: [\"%s\"]"
            .formatted(
                PollSettings.shown(target),
                addresses.get(0).getHostAddress(),
                String.join(" and ", refused),
                home,
                addresses.get(0).getHostAddress()));
  }

  /** Whoever has the name decides where it leads: not to what no name is made for. */
  private boolean mayBeHome(InetAddress address) {
    return !LINK_LOCAL.equals(kind(address)) || AddressRange.address(bare(home)) != null;
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Kinds of addresses that the operator's host has, and may lead to. */
  private Set<String> ofHome() {
    List<InetAddress> addresses = names.apply(home);
    return kinds(addresses.stream().filter(this::mayBeHome).toList());
  }

  private static Set<String> kinds(List<InetAddress> addresses) {
    Set<String> kinds = new TreeSet<>();
    for (InetAddress address : addresses) {
      String kind = kind(address);
      if (kind != null && !kind.equals(SPECIAL)) {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  /** Null for a public one. */
  private static String kind(InetAddress address) {
    byte[] bytes = bytes(address);
    for (Kind kind : KINDS) {
      if (AddressRange.any(kind.ranges, bytes)) {
        return kind.word;
      }
    }
    return PublicAddresses.contains(bytes) ? null : SPECIAL;
  }

  private static byte[] bytes(InetAddress address) {
    return AddressRange.address(address.getHostAddress());
  }

  private static List<InetAddress> lookUp(String host) {
    try {
      return new ArrayList<>(List.of(InetAddress.getAllByName(host)));
    } catch (UnknownHostException e) {
      throw new PollException(
          PollException.Reason.UNREACHABLE,
          "the host '%s' is unknown; is the url right, and does this machine's DNS know it?"
              .formatted(host),
          null,
          e);
    }
  }
}
