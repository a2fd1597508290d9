package dev.serai;

import dev.serai.cli.Cli;

/** The program. */
public final class Serai {

  private Serai() {}

  /** Runs a command line and ends the process with its exit code. */
  public static void main(String[] args) {
    // From JDK 22 on, System.console() no longer tells whether a terminal is there; the launcher
    // does.
    boolean watched = Boolean.getBoolean("serai.terminal");
    System.exit(Cli.run(args, System::getenv, System.out, System.err, watched));
  }
}
