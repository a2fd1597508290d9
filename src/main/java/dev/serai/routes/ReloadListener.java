package dev.serai.routes;

import java.util.List;

/** Hears what became of a changed file; called on the reloader's thread. */
public interface ReloadListener {

  /** Routes that consume from these endpoints are about to start. */
  default void starting(List<String> consumed) {}

  /** A file is gone, and its routes with it. */
  default void removed(String file) {
    reloaded(file, List.of());
  }

  /**
   * A file was saved or tried again.
   *
   * @param file as it is shown to users
   * @param problems empty when the change is live
   */
  void reloaded(String file, List<RouteProblem> problems);
}
