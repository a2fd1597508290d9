package dev.serai.cli;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** How much a command lets the hub's log say. */
final class Logs {

  private Logs() {}

  /** For commands that tell by themselves what happens. */
  static void quiet() {
    Configurator.setAllLevels("", Level.ERROR);
    Configurator.setLevel("org.apache.camel", Level.OFF);
  }
}
