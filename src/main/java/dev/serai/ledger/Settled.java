package dev.serai.ledger;

/** What became of a parked delivery that was to be settled. */
public enum Settled {
  /** It is forgotten. */
  GONE,
  /** It is forgotten, and the next of its key may run now. */
  GONE_NEXT_WAITS,
  /** Another hub has taken it, or has settled it. */
  NOT_OURS
}
