package dev.serai.bench.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The memory that a process holds resident. */
public final class ProcessMemory {

  private ProcessMemory() {}

  /**
   * In bytes.
   *
   * @throws IOException when neither /proc nor ps tells it
   */
  public static long resident(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    return Files.exists(status) ? fromProc(Files.readAllLines(status)) : fromPs(pid);
  }

  static long fromProc(List<String> status) throws IOException {
    for (String line : status) {
      if (line.startsWith("VmRSS:")) {
        return kib(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException("the process tells no VmRSS; it has ended");
  }

  private static long fromPs(long pid) throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
    return kib(new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
  }

  private static long kib(String digits) throws IOException {
    try {
      return Long.parseLong(digits) * 1024;
    } catch (NumberFormatException e) {
      throw new IOException("'" + digits + "' is no size of a process", e);
    }
  }
}
