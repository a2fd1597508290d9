package dev.serai.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the write-ahead log short. SQLite starts it over only at a moment without readers, which
 * never comes while groups catch up; so now and then the writer waits briefly for one.
 */
final class Checkpoints implements Upkeep {

  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final int COMMITS_BETWEEN_LOOKS = 8;
  private static final long LONG_LOG = 64L << 20;
  private static final int PATIENCE_MILLIS = 250;

  private final Path log;
  private final Session session;
  private int commits;

  Checkpoints(Path file, Session session) {
    this.log = file.resolveSibling(file.getFileName() + "-wal");
    this.session = session;
  }

  @Override
  public void afterCommit() {
    if (++commits % COMMITS_BETWEEN_LOOKS == 0 && bytes() > LONG_LOG) {
      checkpoint("restart");
    }
  }

  @Override
  public void giveBack() {
    if (bytes() > 0) {
      checkpoint("truncate");
    }
  }

  private long bytes() {
    try {
      return Files.size(log);
    } catch (IOException e) {
      return 0;
    }
  }

  private void checkpoint(String how) {
    try {
      session.waitAtMost(PATIENCE_MILLIS, "pragma wal_checkpoint(" + how + ")");
    } catch (SQLException e) {
      // The next commit tells its caller what is wrong with the file.
      LOG.debug("checkpoint of '{}'", log, e);
    }
  }
}
