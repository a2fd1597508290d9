package dev.serai.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a benchmark ran.
 *
 * @param load the system's load average when it began: what else kept the machine busy; below 0
 *     where it is unknown
 */
public record Machine(
    int cores, long memoryMib, String cpu, String jdk, String os, String disk, double load) {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** This one, with the file system that holds the folder. */
  public static Machine current(Path folder) {
    var system = ManagementFactory.getOperatingSystemMXBean();
    long bytes =
        system instanceof com.sun.management.OperatingSystemMXBean sun
            ? sun.getTotalMemorySize()
            : 0;
    return new Machine(
        system.getAvailableProcessors(),
        bytes >> 20,
        cpu(system.getArch()),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        system.getName() + " " + system.getVersion(),
        disk(folder),
        system.getSystemLoadAverage());
  }

  private static String cpu(String otherwise) {
    try (var lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(otherwise);
    } catch (IOException e) {
      return otherwise;
    }
  }

  private static String disk(Path folder) {
    try {
      return Files.getFileStore(folder).type();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
