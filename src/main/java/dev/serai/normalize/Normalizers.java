package dev.serai.normalize;

import java.util.Set;

/** The normalizers that exist, by name. */
public final class Normalizers {

  private Normalizers() {}

  /** Which event names and fields come out. */
  public enum Vocabulary {
    /** The hub's own types. */
    HUB,
    /** The sender's event, named as the CloudEvents adapters name it, with the original body. */
    NATIVE
  }

  public static Set<String> names() {
    throw new UnsupportedOperationException();
  }

  /**
   * Loads and compiles a declaration. Throws {@link IllegalArgumentException} for an unknown name,
   * telling the known ones.
   */
  public static Normalizer load(String name, Vocabulary vocabulary) {
    throw new UnsupportedOperationException();
  }
}
