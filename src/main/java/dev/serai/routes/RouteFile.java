package dev.serai.routes;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/**
 * A file of the routes folder as it was read.
 *
 * @param name as it is shown: the folder as the user wrote it, plus the path below
 */
record RouteFile(Path path, String name, byte[] content) {

  static final String ROUTES = ".camel.yaml";
  static final String KAMELETS = ".kamelet.yaml";

  static RouteFile read(Path path) throws IOException {
    return new RouteFile(path, path.toString(), Files.readAllBytes(path));
  }

  /**
   * Route files and kamelets below a folder. Leaves out what begins with a dot, links that lead
   * nowhere, and what goes while it looks.
   */
  static Map<Path, BasicFileAttributes> below(Path folder) throws IOException {
    Map<Path, BasicFileAttributes> found = new TreeMap<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes about) {
            // Dots mark what editors lock, tools hide, and Kubernetes keeps behind its links.
            return isHidden(path) && !path.equals(folder)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes about) {
            if ((isRouteFile(path) || isKamelet(path)) && !isHidden(path)) {
              BasicFileAttributes real = about.isSymbolicLink() ? target(path) : about;
              if (real != null && real.isRegularFile()) {
                found.put(path, real);
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
            if (e instanceof NoSuchFileException && !path.equals(folder)) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    return found;
  }

  /** Null when the link leads nowhere. */
  private static BasicFileAttributes target(Path link) {
    try {
      return Files.readAttributes(link, BasicFileAttributes.class);
    } catch (IOException e) {
      return null;
    }
  }

  private static boolean isHidden(Path path) {
    Path name = path.getFileName();
    return name != null && name.toString().startsWith(".");
  }

  /** Whether somebody may have meant a route and left a part of the ending out. */
  static boolean isPassedOver(Path path) {
    String name = path.toString();
    return (name.endsWith(".yaml") || name.endsWith(".yml"))
        && !isRouteFile(path)
        && !isKamelet(path)
        && !isHidden(path);
  }

  static boolean isRouteFile(Path path) {
    return path.toString().endsWith(ROUTES);
  }

  static boolean isKamelet(Path path) {
    return path.toString().endsWith(KAMELETS);
  }

  /** The kamelet's name, by which routes use it. */
  String kamelet() {
    String file = path.getFileName().toString();
    return file.substring(0, file.length() - KAMELETS.length());
  }

  Resource resource() {
    return ResourceHelper.fromBytes("file:" + name, content);
  }
}
