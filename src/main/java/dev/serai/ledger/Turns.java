package dev.serai.ledger;

import java.sql.SQLException;

/** Whose turn it is to write, where several hubs share a ledger. Writer thread only. */
interface Turns {

  /** Of a ledger that nobody else writes. */
  Turns ALONE =
      new Turns() {
        @Override
        public void begin(Session session) {}

        @Override
        public void committed() {}

        @Override
        public void rolledBack() {}
      };

  /** Waits for this hub's turn; it lasts until the open transaction ends. */
  void begin(Session session) throws SQLException;

  void committed();

  void rolledBack();
}
