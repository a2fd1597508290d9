package dev.serai.bus.servicebus.twin;

/** Who receives from a {@link Store}. */
interface Taker {

  /** How many more it takes. */
  int credit();

  /** Whether what it is given is gone from the store with that. */
  boolean deletes();

  void take(Held held);

  /** It has this session now. */
  void granted(SessionBox session);

  /** Ends it with an error. */
  void end(String condition, String description);
}
