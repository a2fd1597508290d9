package dev.serai.routes;

import java.util.List;
import java.util.Set;

/**
 * What a route file declares.
 *
 * @param ids of its routes, in order
 * @param endpoints every endpoint it names, with its place
 * @param kamelets names of the kamelets it uses
 */
record ParsedRoutes(List<String> ids, List<Use> endpoints, Set<String> kamelets) {

  /**
   * An endpoint in a route.
   *
   * @param consumer whether the route consumes from it
   */
  record Use(String uri, boolean consumer, boolean dynamic, int line) {}

  /** Endpoints that its routes consume from. */
  List<String> consumed() {
    return endpoints.stream().filter(Use::consumer).map(Use::uri).toList();
  }
}
