package dev.serai.bus.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Text as Redis has it. */
final class Words {

  private Words() {}

  static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  static byte[] utf8(long number) {
    return utf8(Long.toString(number));
  }

  static String text(Object bulk) {
    return new String((byte[]) bulk, UTF_8);
  }
}
