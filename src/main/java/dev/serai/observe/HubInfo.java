package dev.serai.observe;

/**
 * What runs.
 *
 * @param version the hub's
 * @param broker as written in {@code broker:}
 */
public record HubInfo(String version, String broker) {

  String java() {
    return Runtime.version().toString();
  }
}
