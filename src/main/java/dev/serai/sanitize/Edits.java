package dev.serai.sanitize;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A text with some stretches replaced, from the first to the last; the rest stays as it is. */
final class Edits {

  private final byte[] text;
  private ByteArrayOutputStream edited;
  private int done;

  Edits(byte[] text) {
    this.text = text;
  }

  /**
   * @param to behind the last byte that goes
   */
  void replace(int from, int to, String by) {
    if (edited == null) {
      edited = new ByteArrayOutputStream(text.length);
    }
    edited.write(text, done, from - done);
    edited.writeBytes(by.getBytes(StandardCharsets.UTF_8));
    done = to;
  }

  /** The same array when nothing was replaced. */
  byte[] result() {
    if (edited == null) {
      return text;
    }
    edited.write(text, done, text.length - done);
    done = text.length;
    return edited.toByteArray();
  }
}
