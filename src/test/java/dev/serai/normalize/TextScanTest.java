package dev.serai.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextScanTest {

  @Test
  void agrees_with_the_jdk_at_the_edges_of_all_sequences() {
    int[] edges = {0x01, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF};
    for (int lead = 0x80; lead <= 0xFF; lead++) {
      for (int second : edges) {
        assertAgrees('a', 'b', lead, second, 'c');
        for (int third : edges) {
          assertAgrees(lead, second, third);
          assertAgrees(lead, second, third, 0x80, 'z');
        }
      }
    }
  }

  @Test
  void agrees_with_the_jdk_on_random_text_of_any_length() {
    Random random = new Random(7);
    for (int round = 0; round < 5_000; round++) {
      int[] bytes = new int[4 + random.nextInt(30)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = random.nextInt(4) == 0 ? random.nextInt(0x80, 0x100) : random.nextInt('a', 'z');
      }
      assertAgrees(bytes);
    }
  }

  @Test
  void finds_a_lone_surrogate_at_every_place_of_an_eight_byte_word() {
    for (int before = 0; before < 20; before++) {
      for (int after = 0; after < 20; after++) {
        String text = "x".repeat(before) + "\\ud800" + "x".repeat(after);

        assertThat(accepts(text.getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(accepts(text.replace("\\", "\\\\").getBytes(StandardCharsets.UTF_8))).isTrue();
      }
    }
  }

  private static void assertAgrees(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    boolean refusedForOtherReasons =
        latin.indexOf(0) >= 0 || latin.startsWith("\u00EF\u00BB\u00BF");
    if (!refusedForOtherReasons && accepts(bytes) != jdkAccepts(bytes)) {
      fail("the JDK thinks otherwise about %s", Arrays.toString(bytes));
    }
  }

  private static boolean accepts(byte[] bytes) {
    try {
      TextScan.check(bytes);
      return true;
    } catch (MalformedMessageException e) {
      return false;
    }
  }

  private static boolean jdkAccepts(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
