package dev.serai.config;

import java.util.Map;

/** How a value is written, read and documented. */
interface Type<T> {

  /** For example {@code a duration such as 500ms, 1s, 10m or 7d}. */
  String description();

  /**
   * Reads the value.
   *
   * @throws Refusal telling the mistake, or that it was told to {@code reading} already
   */
  T read(Yaml value, Reading reading) throws Refusal;

  /** Whether this type itself says what an empty value means. */
  default boolean takesEmpty() {
    return false;
  }

  /**
   * The maps with declared keys that are found below, by path, for the reference page.
   *
   * @param path where this value stands
   */
  default Map<String, Section<?>> sections(String path) {
    return Map.of();
  }
}
