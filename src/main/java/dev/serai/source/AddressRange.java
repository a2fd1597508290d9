package dev.serai.source;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.List;

/** A network, in CIDR notation or as a single address. Does no look-ups. */
public final class AddressRange {

  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;

  private final byte[] network;
  private final int prefix;

  private AddressRange(byte[] network, int prefix) {
    this.network = network;
    this.prefix = prefix;
  }

  /**
   * Reads a network.
   *
   * @throws IllegalArgumentException quoting what is none
   */
  public static AddressRange of(String text) {
    int slash = text.indexOf('/');
    byte[] network = address(slash < 0 ? text : text.substring(0, slash));
    int prefix = slash < 0 || network == null ? 8 * V6_BYTES : prefix(text.substring(slash + 1));
    boolean fits = network != null && (slash < 0 || prefix <= 8 * network.length);
    if (!fits || prefix < 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is no network; write it as 192.0.2.0/24, 2001:db8::/32 or one address");
    }
    return new AddressRange(network, Math.min(prefix, 8 * network.length));
  }

  private static int prefix(String digits) {
    return digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : -1;
  }

  /** The bytes of an address, four of one that is IPv4 in IPv6; null when it is none. */
  public static byte[] address(String text) {
    int zone = text.indexOf('%');
    byte[] bytes =
        NetUtil.createByteArrayFromIpAddressString(zone < 0 ? text : text.substring(0, zone));
    return bytes != null && isMapped(bytes)
        ? Arrays.copyOfRange(bytes, V6_BYTES - V4_BYTES, V6_BYTES)
        : bytes;
  }

  private static boolean isMapped(byte[] bytes) {
    if (bytes.length != V6_BYTES || bytes[10] != -1 || bytes[11] != -1) {
      return false;
    }
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  public static boolean any(List<AddressRange> ranges, byte[] address) {
    for (AddressRange range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /**
   * @param address null is in no network
   */
  boolean contains(byte[] address) {
    if (address == null || address.length != network.length) {
      return false;
    }
    int whole = prefix / 8;
    if (!Arrays.equals(address, 0, whole, network, 0, whole)) {
      return false;
    }
    int rest = prefix % 8;
    return rest == 0 || (address[whole] ^ network[whole]) >> (8 - rest) << (8 - rest) == 0;
  }
}
