package dev.serai.bench.process;

import dev.serai.bench.child.ChildJvm;
import dev.serai.bench.child.FreePort;
import dev.serai.bench.child.WorkFolder;
import dev.serai.bench.load.Knock;
import dev.serai.bench.load.Post;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An empty Camel application, started with the launcher's options. */
final class CamelBaseline {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final WorkFolder folder;
  private final List<String> options;

  CamelBaseline(WorkFolder folder, List<String> options) {
    this.folder = folder;
    this.options = options;
  }

  /** The same with an archive of its classes. */
  CamelBaseline archived() {
    Path archive = folder.path().resolve("empty-camel.jsa");
    List<String> dump = new ArrayList<>(options);
    dump.add("-XX:ArchiveClassesAtExit=" + archive);
    new CamelBaseline(folder, dump).startSeconds();
    List<String> use = new ArrayList<>(options);
    use.add("-XX:SharedArchiveFile=" + archive);
    return new CamelBaseline(folder, use);
  }

  /** Class data is archived from jars only. */
  static boolean archivable() {
    for (String place : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (Files.isDirectory(Path.of(place))) {
        return false;
      }
    }
    return true;
  }

  /** From the start of the process to its first answer. */
  double startSeconds() {
    int port = FreePort.any();
    try (ChildJvm child =
        ChildJvm.start(folder.path(), options, EmptyCamel.class, Integer.toString(port))) {
      Post post = Post.of(port, EmptyCamel.PATH, "X-Request-Id", Map.of(), new byte[0]);
      try {
        long answered = Knock.untilAccepted(port, post, PATIENCE, child::isAlive);
        return (answered - child.startedAt()) / 1e9;
      } catch (IllegalStateException e) {
        throw child.failed(e.getMessage());
      }
    }
  }
}
