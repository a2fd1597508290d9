package dev.serai.ledger;

/** What a database wants from its writer between commits. */
interface Upkeep {

  Upkeep NONE =
      new Upkeep() {
        @Override
        public void afterCommit() {}

        @Override
        public void giveBack() {}
      };

  void afterCommit();

  /** Gives room back to a disk that is full. */
  void giveBack();
}
