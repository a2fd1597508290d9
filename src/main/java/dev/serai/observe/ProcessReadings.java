package dev.serai.observe;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process and its JVM, read when asked, under the names that dashboards know. */
final class ProcessReadings {

  private static final Path STATUS = Path.of("/proc/self/status");

  void writeTo(Sheet sheet) {
    memory(sheet, "heap", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage());
    memory(sheet, "nonheap", ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage());
    for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
      sheet.put(Series.GC_COLLECTIONS, Math.max(0, gc.getCollectionCount()), gc.getName());
      sheet.put(Series.GC_SECONDS, Math.max(0, gc.getCollectionTime()) / 1e3, gc.getName());
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    sheet.put(Series.THREADS, threads.getThreadCount());
    sheet.put(Series.THREADS_PEAK, threads.getPeakThreadCount());
    sheet.put(Series.START_TIME, ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
    sheet.put(Series.RESIDENT, resident());
    system(sheet);
  }

  private static void memory(Sheet sheet, String area, MemoryUsage usage) {
    sheet.put(Series.MEMORY_USED, usage.getUsed(), area);
    sheet.put(Series.MEMORY_COMMITTED, usage.getCommitted(), area);
    if (usage.getMax() >= 0) {
      sheet.put(Series.MEMORY_MAX, usage.getMax(), area);
    }
  }

  private static void system(Sheet sheet) {
    var bean = ManagementFactory.getOperatingSystemMXBean();
    if (bean instanceof com.sun.management.OperatingSystemMXBean system) {
      long nanos = system.getProcessCpuTime();
      if (nanos >= 0) {
        sheet.put(Series.CPU_SECONDS, nanos / 1e9);
      }
    }
    if (bean instanceof com.sun.management.UnixOperatingSystemMXBean unix) {
      sheet.put(Series.OPEN_FDS, unix.getOpenFileDescriptorCount());
      sheet.put(Series.MAX_FDS, unix.getMaxFileDescriptorCount());
    }
  }

  private static double resident() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmRSS:")) {
          return Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024;
        }
      }
      return Double.NaN;
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
