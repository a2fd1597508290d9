package dev.serai.bus.servicebus.twin;

/** What is to go wrong. Each field may be set by any thread, and holds until it is set back. */
public final class Faults {

  /** The condition of the answer to so many sends. */
  public volatile String refuseSends;

  public volatile int refuseSendsLeft;

  /** So many sends get no answer, although they are stored. */
  public volatile int loseSendAnswers;

  /** So many settlements are neither done nor answered. */
  public volatile int loseSettlements;

  /** So many settlements are done, and not answered. */
  public volatile int loseSettlementAnswers;

  /** How late settlements are done. */
  public volatile long settlementDelayMillis;

  /** Every token is refused. */
  public volatile boolean refuseTokens;

  /** The management endpoint answers with that, if not 0. */
  public volatile int adminStatus;

  /** How much older than they are messages are taken to be. */
  public volatile long agedMillis;
}
