package dev.serai.bus;

/**
 * What routes, connectors and operators need of the bus; some brokers have it, others are helped.
 */
public enum Need {
  DURABLE("a confirmed publish is on disk"),
  FAN_OUT("every group gets every event"),
  EARLIEST("a new group may start with the oldest kept event"),
  ORDER("events of one partition key stay in order"),
  ONCE("an event published again is left out"),
  CRASH("what was not settled comes again after a crash"),
  LAG("how far a group is behind"),
  SEVERAL_HUBS("several hubs share the groups");

  private final String text;

  Need(String text) {
    this.text = text;
  }

  /** What is needed, as a sentence begins. */
  public String text() {
    return text;
  }
}
