package dev.serai.normalize;

/** A normalizer file cannot be used; the message names file, line and column and the way out. */
public final class InvalidDeclarationException extends IllegalArgumentException {

  InvalidDeclarationException(Place place, String problem, Throwable cause) {
    super(place + ": " + problem, cause);
  }
}
