package dev.serai.cli;

/** What the process ends with. */
final class ExitCode {

  static final int OK = 0;

  /** What was asked for did not succeed. */
  static final int FAILED = 1;

  /** The command line, the configuration or a route file is wrong. */
  static final int INVALID = 2;

  /** The hub cannot be reached. */
  static final int UNREACHABLE = 3;

  private ExitCode() {}
}
