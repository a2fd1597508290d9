package dev.serai.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
