package dev.serai.delivery;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Classes as a process that has ended by itself had them in its memory: those that use the archive
 * start in about half the time. It is made of jars only, so that folders become jars first.
 */
final class ClassArchive implements AutoCloseable {

  private final Path dir;
  private final String classPath;

  ClassArchive() throws IOException {
    dir = Files.createTempDirectory("serai-classes");
    List<String> jars = new ArrayList<>();
    for (String each : HubProcess.CLASS_PATH.split(File.pathSeparator, -1)) {
      Path path = Path.of(each);
      jars.add(Files.isDirectory(path) ? jar(path, jars.size()).toString() : each);
    }
    classPath = String.join(File.pathSeparator, jars);
  }

  private Path jar(Path folder, int number) throws IOException {
    Path jar = dir.resolve(number + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out, 1 << 16));
        Stream<Path> files = Files.walk(folder)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (Path file : (Iterable<Path>) files.skip(1)::iterator) {
        // Folders too: who looks for migrations asks for theirs.
        boolean folderEntry = Files.isDirectory(file);
        byte[] bytes = folderEntry ? new byte[0] : Files.readAllBytes(file);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        ZipEntry entry = new ZipEntry(folderEntry ? name + "/" : name);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
      }
    }
    return jar;
  }

  /** Options of the process that makes the archive when it ends. */
  List<String> making() {
    return options("-XX:ArchiveClassesAtExit=");
  }

  /** Options of processes that use it. */
  List<String> using() {
    return options("-XX:SharedArchiveFile=");
  }

  private List<String> options(String option) {
    return List.of(option + dir.resolve("classes.jsa"), "-Xlog:disable", "-cp", classPath);
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(dir)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
