package dev.serai.conformance;

/**
 * What became of one check.
 *
 * @param broker on which it ran
 * @param promise its number in {@link dev.serai.bus.Binding}
 * @param check what is held to be true, as a sentence without a capital
 * @param detail why it was skipped or how it failed, one line; empty when it was kept
 */
public record Outcome(
    String broker, int promise, String check, Result result, String detail, long millis) {

  /** How it ended. */
  public enum Result {
    KEPT,
    SKIPPED,
    BROKEN
  }
}
