package dev.serai.bench.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder on a real disk that is deleted at the end. */
public final class WorkFolder implements AutoCloseable {

  private final Path path;

  private WorkFolder(Path path) {
    this.path = path;
  }

  /**
   * In the system's folder for temporary files, or, where that is memory, in the current one: a
   * durable write must reach a disk.
   */
  public static WorkFolder make() {
    try {
      Path place = Path.of(System.getProperty("java.io.tmpdir"));
      for (Path each : List.of(place, Path.of("").toAbsolutePath())) {
        if (!Files.getFileStore(each).type().equals("tmpfs")) {
          place = each;
          break;
        }
      }
      return new WorkFolder(Files.createTempDirectory(place, "serai-bench-"));
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for temporary files can be made", e);
    }
  }

  public Path path() {
    return path;
  }

  /** A new folder inside. */
  public Path folder(String name) {
    try {
      return Files.createTempDirectory(path, name + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("'" + path + "' is left over and can be deleted", e);
    }
  }
}
