package dev.serai.normalize;

/** A message cannot be read as what its sender calls it; sending it again cannot help. */
public final class MalformedMessageException extends IllegalArgumentException {

  public MalformedMessageException(String message, Throwable cause) {
    super(message, cause);
  }
}
