package dev.serai.normalize;

/** Where something stands in a declaration; line and column count from 1. */
record Place(String file, int line, int column) {

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }

  InvalidDeclarationException fault(String problem) {
    return new InvalidDeclarationException(this, problem, null);
  }
}
