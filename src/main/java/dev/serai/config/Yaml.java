package dev.serai.config;

import java.util.List;

/** A value of the file, with its place. */
sealed interface Yaml {

  Place place();

  /** How many values it holds, itself and those behind aliases included. */
  int weight();

  /** For messages, with its article. */
  String kind();

  /**
   * A text, number or other single value.
   *
   * @param plain written without quotes
   */
  record Scalar(Place place, String text, boolean plain) implements Yaml {

    @Override
    public int weight() {
      return 1;
    }

    @Override
    public String kind() {
      return "a single value";
    }

    /** Written as nothing, {@code ~} or {@code null}. */
    boolean isNull() {
      return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }
  }

  /** Keys are unique. */
  record Mapping(Place place, List<Entry> entries, int weight) implements Yaml {

    @Override
    public String kind() {
      return "a map";
    }
  }

  /** A key, which stands at {@code place}, and its value. */
  record Entry(Place place, String key, Yaml value) {}

  record Sequence(Place place, List<Yaml> items, int weight) implements Yaml {

    @Override
    public String kind() {
      return "a list";
    }
  }
}
