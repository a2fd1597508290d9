package dev.serai.config;

/** Ends the reading of one value; the rest of the file is still read. */
final class Refusal extends Exception {

  private final transient Problem problem;

  Refusal(Place place, String message) {
    super(message, null, false, false);
    this.problem = new Problem(place, message);
  }

  private Refusal() {
    super("already told", null, false, false);
    this.problem = null;
  }

  /** The value holds mistakes that were told one by one. */
  static Refusal alreadyTold() {
    return new Refusal();
  }

  /** Null when it was told already. */
  Problem problem() {
    return problem;
  }
}
