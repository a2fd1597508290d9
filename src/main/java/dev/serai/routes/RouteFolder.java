package dev.serai.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.model.ModelCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a running context equal to a folder of route files and kamelets. One daemon thread looks
 * four times a second; a file counts as saved when two looks find it the same. Safe for all
 * threads.
 */
public final class RouteFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RouteFolder.class);
  private static final long LOOK_EVERY_MILLIS = 250;

  private record Stamp(long size, long modified, Object key) {}

  private final Path folder;
  private final LiveRoutes live;
  private final ReloadListener listener;
  private final ScheduledExecutorService thread;
  private final Map<String, byte[]> taken = new TreeMap<>();
  private final Map<String, List<RouteProblem>> broken = new TreeMap<>();
  private Map<Path, Stamp> seen = Map.of();
  private Map<Path, Stamp> settled = Map.of();
  private String trouble = "";
  private volatile long lastLook;

  /** The folder need not exist yet. The context must be started. */
  public RouteFolder(Path folder, ModelCamelContext context, ReloadListener listener) {
    this.folder = folder;
    this.live = new LiveRoutes(context, new RouteCheck(), listener);
    this.listener = listener;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread watching = new Thread(task, "serai-routes");
              watching.setDaemon(true);
              return watching;
            });
  }

  /**
   * Loads what is there, reporting each file to the listener, and then follows changes. Blocks
   * until all is loaded.
   */
  public void start() {
    Map<Path, Stamp> now = scan();
    apply(now);
    seen = now;
    settled = now;
    lastLook = System.nanoTime();
    var unused =
        thread.scheduleWithFixedDelay(
            this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Files whose last saved version is not live, with what is wrong. */
  public synchronized Map<String, List<RouteProblem>> broken() {
    return Map.copyOf(broken);
  }

  /** How long ago it last looked for changes; more than a second while a file is being taken. */
  public Duration sinceLastLook() {
    return Duration.ofNanos(System.nanoTime() - lastLook);
  }

  /** Stops following; the routes go on. */
  @Override
  public void close() {
    thread.shutdownNow();
  }

  static RouteProblem taken(String file, String id, String owner) {
    return new RouteProblem(
        file,
        0,
        "route id '%s' is already used in %s; give each route an id of its own"
            .formatted(id, owner));
  }

  private void look() {
    try {
      Map<Path, Stamp> now = scan();
      if (now.equals(seen) && !now.equals(settled)) {
        apply(now);
        settled = now;
      }
      seen = now;
      trouble = "";
    } catch (Throwable e) {
      // The scheduler would never look again after whatever got out of here.
      if (!e.toString().equals(trouble)) {
        trouble = e.toString();
        LOG.warn("the routes folder {} cannot be followed now: {}", folder, trouble);
      }
    } finally {
      lastLook = System.nanoTime();
    }
  }

  private Map<Path, Stamp> scan() {
    Map<Path, Stamp> found = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try {
      RouteFile.below(folder)
          .forEach(
              (path, about) ->
                  found.put(
                      path,
                      new Stamp(
                          about.size(),
                          about.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                          about.fileKey())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private synchronized void apply(Map<Path, Stamp> now) {
    removeVanished(now);
    List<RouteFile> changed = changed(now);
    for (RouteFile file : changed) {
      if (RouteFile.isKamelet(file.path())) {
        take(file);
      }
    }
    for (RouteFile file : changed) {
      if (RouteFile.isRouteFile(file.path())) {
        take(file);
      }
    }
    retryBroken(now, changed);
  }

  /**
   * What kept a file out may have gone with this change: a missing kamelet, a route id in another
   * file.
   */
  private void retryBroken(Map<Path, Stamp> now, List<RouteFile> changed) {
    for (Path path : now.keySet()) {
      if (broken.containsKey(path.toString())
          && changed.stream().noneMatch(file -> file.path().equals(path))) {
        take(new RouteFile(path, path.toString(), taken.get(path.toString())));
      }
    }
  }

  private void removeVanished(Map<Path, Stamp> now) {
    TreeSet<String> names = new TreeSet<>();
    now.keySet().forEach(path -> names.add(path.toString()));
    for (String gone : List.copyOf(taken.keySet())) {
      if (!names.contains(gone)) {
        live.remove(gone);
        taken.remove(gone);
        broken.remove(gone);
        listener.removed(gone);
      }
    }
  }

  private List<RouteFile> changed(Map<Path, Stamp> now) {
    List<RouteFile> changed = new ArrayList<>();
    for (Path path : now.keySet()) {
      try {
        RouteFile file = RouteFile.read(path);
        byte[] before = taken.get(file.name());
        if (before == null || !Arrays.equals(before, file.content())) {
          changed.add(file);
        }
      } catch (IOException e) {
        LOG.warn("{} cannot be read: {}", path, e.toString());
      }
    }
    return changed;
  }

  private void take(RouteFile file) {
    taken.put(file.name(), file.content());
    try {
      if (RouteFile.isKamelet(file.path())) {
        live.applyKamelet(file);
      } else {
        live.apply(file);
      }
      broken.remove(file.name());
      listener.reloaded(file.name(), List.of());
    } catch (RouteRejectedException e) {
      refuse(file, e.problems());
    } catch (RuntimeException | Error e) {
      LOG.debug("{} was not taken", file.name(), e);
      refuse(file, List.of(RouteParser.problem(file.name(), e)));
    }
  }

  private void refuse(RouteFile file, List<RouteProblem> problems) {
    broken.put(file.name(), problems);
    listener.reloaded(file.name(), problems);
  }
}
