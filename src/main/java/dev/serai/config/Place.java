package dev.serai.config;

/**
 * Where something stands; line and column count from 1.
 *
 * @param line 0 for the file as a whole
 */
public record Place(String file, int line, int column) {

  static Place wholeFile(String file) {
    return new Place(file, 0, 0);
  }

  /** For example {@code connectors.yaml:12:5}. */
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
