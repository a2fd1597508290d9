package dev.serai.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The messages of real shape that come with the hub, by system; a name begins with its event, such
 * as {@code push} or {@code orders/create}.
 */
final class Samples {

  private static final String ENDING = ".json";

  private final String folder;

  private Samples(String folder) {
    this.folder = folder;
  }

  /**
   * @param system for example {@code github}
   */
  static Samples of(String system) {
    return new Samples("samples/" + system + "/");
  }

  /** Sorted; empty for a system without samples. */
  List<String> names() {
    URL url = Samples.class.getClassLoader().getResource(folder);
    if (url == null) {
      return List.of();
    }
    try {
      return files(url).stream()
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<byte[]> read(String name) {
    try (InputStream in =
        Samples.class.getClassLoader().getResourceAsStream(folder + name + ENDING)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> files(URL url) throws IOException {
    if (url.openConnection() instanceof JarURLConnection jar) {
      return jar.getJarFile().stream()
          .map(ZipEntry::getName)
          .filter(name -> name.startsWith(folder))
          .map(name -> name.substring(folder.length()))
          .toList();
    }
    Path root = Path.of(URI.create(url.toString()));
    try (Stream<Path> files = Files.walk(root)) {
      return files.map(file -> root.relativize(file).toString().replace('\\', '/')).toList();
    }
  }
}
