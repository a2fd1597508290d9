package dev.serai.bus;

import java.util.Objects;

/**
 * Who meets a need.
 *
 * @param how by what means, or why not and the way out; part of a line
 */
public record Support(Level level, String how) {

  /** By whom. */
  public enum Level {
    /** The broker has it. */
    NATIVE,
    /** The binding or the hub adds it. */
    EMULATED,
    /** Nobody: a route that needs it keeps the hub from starting. */
    REFUSED
  }

  public Support {
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(how, "how");
  }

  public static Support byBroker(String how) {
    return new Support(Level.NATIVE, how);
  }

  public static Support byHub(String how) {
    return new Support(Level.EMULATED, how);
  }

  public static Support refused(String why) {
    return new Support(Level.REFUSED, why);
  }
}
