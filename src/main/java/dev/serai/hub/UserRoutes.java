package dev.serai.hub;

import dev.serai.config.Connector;
import dev.serai.routes.Mention;
import dev.serai.routes.ReloadListener;
import dev.serai.routes.RouteFolder;
import dev.serai.routes.RouteProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.model.ModelCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user's route files together with the hub's own routes for connectors that no file consumes.
 */
final class UserRoutes implements ReloadListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UserRoutes.class);

  private final DoorRoutes doors;
  private final ReloadListener observer;
  private final Path place;
  private final RouteFolder folder;

  UserRoutes(
      Path routes,
      ModelCamelContext context,
      Collection<Connector> connectors,
      ReloadListener observer) {
    this.doors = new DoorRoutes(context, connectors);
    this.observer = observer;
    this.place = routes;
    this.folder = new RouteFolder(routes, context, this);
  }

  void start() {
    if (!Files.isDirectory(place)) {
      LOG.warn(
          "the folder {} of your routes does not exist: only the hub's own run; make it, or name another with --routes or SERAI_ROUTES",
          place);
    }
    folder.start();
    doors.fill();
  }

  Map<String, List<RouteProblem>> broken() {
    return folder.broken();
  }

  /** How long ago it last looked for changed files. */
  Duration sinceLastLook() {
    return folder.sinceLastLook();
  }

  @Override
  public void starting(List<String> consumed) {
    Set<String> connectors = new HashSet<>();
    consumed.forEach(uri -> Mention.connector(uri).ifPresent(connectors::add));
    doors.makeRoom(connectors);
  }

  @Override
  public void reloaded(String file, List<RouteProblem> problems) {
    if (problems.isEmpty()) {
      LOG.info("{} is live", file);
    } else {
      problems.forEach(problem -> LOG.error("not taken: {}", problem));
    }
    doors.fill();
    observer.reloaded(file, problems);
  }

  @Override
  public void removed(String file) {
    LOG.info("{} is removed; its routes are stopped", file);
    doors.fill();
    observer.removed(file);
  }

  @Override
  public void close() {
    folder.close();
  }
}
