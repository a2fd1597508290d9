package dev.serai.bench.process;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How this Serai is started. */
final class Launcher {

  private Launcher() {}

  /**
   * The words in front of {@code run}: the launcher of the folder that this program was built in,
   * else Java with this class path.
   */
  static List<String> words() {
    try {
      Path code =
          Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path launcher = code.resolve("../../serai").normalize();
      if (Files.isRegularFile(code) && Files.isExecutable(launcher)) {
        return List.of(launcher.toString());
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the place of this program is no path", e);
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(java, "-cp", System.getProperty("java.class.path"), "dev.serai.Serai");
  }
}
