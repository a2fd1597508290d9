package dev.serai;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Public collections of real payloads and official conformance files, which lie beside the project
 * where somebody fetched them. Tests that read them skip, visibly, where they are absent.
 */
public final class Corpora {

  private Corpora() {}

  /** A file or folder of the corpora; skips the calling test when it is not there. */
  public static Path require(String name) {
    Path path = root().resolve(name);
    assumeTrue(
        Files.exists(path),
        () -> name + " is not at " + path.toAbsolutePath() + ": set -Dserai.corpora to run this");
    return path;
  }

  public static boolean has(String name) {
    return Files.exists(root().resolve(name));
  }

  private static Path root() {
    String set = System.getProperty("serai.corpora", System.getenv("SERAI_CORPORA"));
    return set == null ? Path.of("../shared/corpora") : Path.of(set);
  }
}
