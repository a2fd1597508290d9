package dev.serai.event;

/**
 * The bytes or attributes are no valid CloudEvent. The message names the attribute or place and
 * what the specification wants.
 */
public final class InvalidEventException extends IllegalArgumentException {

  /** What kind of fault, for answers and metrics. */
  public enum Kind {
    /** Not JSON, not UTF-8, duplicate members, too deep. */
    MALFORMED,
    /** A required attribute is missing. */
    MISSING_ATTRIBUTE,
    /** An attribute or extension has a value or name the specification forbids. */
    INVALID_ATTRIBUTE,
    /** A media type this codec does not read. */
    UNSUPPORTED_MEDIA_TYPE
  }

  private final Kind kind;

  public InvalidEventException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public InvalidEventException(Kind kind, String message) {
    this(kind, message, null);
  }

  public Kind kind() {
    return kind;
  }
}
