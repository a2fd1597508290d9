package dev.serai.config;

/**
 * One key: the only place where its type, default and meaning stand.
 *
 * @param byDefault the default as it would be written, or null when there is none
 * @param wayOut what to write when a required key is missing, null for an optional key
 */
record Key<T>(String name, Type<T> type, String byDefault, String wayOut, String meaning) {

  /** May be left out. */
  static <T> Key<T> of(String name, Type<T> type, String byDefault, String meaning) {
    return new Key<>(name, type, byDefault, null, meaning);
  }

  /** May be left out, and then is null. */
  static <T> Key<T> optional(String name, Type<T> type, String meaning) {
    return new Key<>(name, type, null, null, meaning);
  }

  static <T> Key<T> required(String name, Type<T> type, String wayOut, String meaning) {
    return new Key<>(name, type, null, wayOut, meaning);
  }

  boolean isRequired() {
    return wayOut != null;
  }

  /** The default as a value, null when there is none. */
  T fallback(Place place, Reading reading) throws Refusal {
    return byDefault == null
        ? null
        : type.read(new Yaml.Scalar(place, byDefault, true), reading.in(name));
  }
}
