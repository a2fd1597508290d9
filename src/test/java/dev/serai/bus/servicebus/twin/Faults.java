package dev.serai.bus.servicebus.twin;

import java.util.concurrent.atomic.AtomicInteger;

/** What is to go wrong. May be set by any thread, and holds until it is used up or set back. */
public final class Faults {

  private final AtomicInteger sendsToRefuse = new AtomicInteger();
  private volatile String refusal = "";

  /** So many sends get no answer, although they are stored. */
  public final AtomicInteger lostSendAnswers = new AtomicInteger();

  /** So many settlements are neither done nor answered. */
  public final AtomicInteger lostSettlements = new AtomicInteger();

  /** So many settlements are done, and not answered. */
  public final AtomicInteger lostSettlementAnswers = new AtomicInteger();

  /** How late settlements are done. */
  public volatile long settlementDelayMillis;

  /** Every token is refused. */
  public volatile boolean refuseTokens;

  /** The management endpoint answers with that, if not 0. */
  public volatile int adminStatus;

  /** How much older than they are messages are taken to be. */
  public volatile long agedMillis;

  /** Answers so many sends with that condition. */
  public void refuseSends(int count, String condition) {
    refusal = condition;
    sendsToRefuse.set(count);
  }

  /** The condition to answer with, null to accept. */
  String refusal() {
    return isDue(sendsToRefuse) ? refusal : null;
  }

  static boolean isDue(AtomicInteger left) {
    return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
  }
}
