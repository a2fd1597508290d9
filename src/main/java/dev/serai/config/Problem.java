package dev.serai.config;

/** One mistake in the configuration; the message says what is known there and the way out. */
public record Problem(Place place, String message) {

  /** For example {@code connectors.yaml:12:5: server.prot is unknown here; ...}. */
  @Override
  public String toString() {
    return place + ": " + message;
  }
}
