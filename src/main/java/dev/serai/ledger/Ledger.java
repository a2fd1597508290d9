package dev.serai.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hub's memory: one SQLite file, held by one hub at a time. Safe for all threads. */
public final class Ledger implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  private final Path file;
  private final FileHold hold;
  private final Session session;
  private final Writer writer;
  private final Readers readers;
  private final Trouble trouble = new Trouble();
  private final EventLog events;
  private final Groups groups;
  private final ParkedDeliveries parked;
  private final DeadLetters deadLetters;
  private final SeenIds seen;
  private final Replays replays;
  private boolean closed;

  private Ledger(Path file, FileHold hold, Session session, LedgerOptions options)
      throws SQLException {
    this.file = file;
    this.hold = hold;
    this.session = session;
    Channels channels = new Channels();
    channels.load(session);
    Listeners listeners = new Listeners();
    WriteQueue queue = new WriteQueue(options.maxQueuedWrites(), options.maxQueuedBytes());
    readers = new Readers(file, trouble);
    writer = new Writer(file, session, channels, queue, new Teller(queue, listeners), trouble);
    events = new EventLog(writer, readers, channels, listeners, options.clock());
    groups = new Groups(writer, readers, channels, options.clock());
    parked = new ParkedDeliveries(writer, readers, channels);
    deadLetters = new DeadLetters(writer, readers, channels);
    seen = new SeenIds(writer, readers, options.clock());
    replays = new Replays(writer, readers, channels);
  }

  /**
   * Opens the file, makes it if absent, and brings its schema up to date.
   *
   * @throws LedgerException telling the file and the way out when it is held by another hub,
   *     damaged, newer or not writable
   */
  public static Ledger open(Path file, LedgerOptions options) {
    FileHold hold = FileHold.of(file);
    Session session = null;
    try {
      session = new Session(Sqlite.writer(file));
      Schema.update(file, session);
      Ledger ledger = new Ledger(file, hold, session, options);
      ledger.writer.start();
      return ledger;
    } catch (SQLException | RuntimeException e) {
      LedgerException fault = Sqlite.fault(file, e);
      release(session, fault);
      release(hold, fault);
      throw fault;
    }
  }

  private static void release(AutoCloseable held, LedgerException fault) {
    if (held != null) {
      try {
        held.close();
      } catch (Exception e) {
        fault.addSuppressed(e);
      }
    }
  }

  /** Opens an existing file for reading only, also while a hub holds it. Writes fail. */
  public static Ledger openReadOnly(Path file) {
    throw new UnsupportedOperationException();
  }

  public EventLog events() {
    return events;
  }

  public Groups groups() {
    return groups;
  }

  public ParkedDeliveries parked() {
    return parked;
  }

  public DeadLetters deadLetters() {
    return deadLetters;
  }

  public SeenIds seen() {
    return seen;
  }

  public Replays replays() {
    return replays;
  }

  /** Empty when the last write worked, else what is wrong. */
  public Optional<LedgerException> trouble() {
    return trouble.present();
  }

  /** Commits what is queued, then closes; idempotent. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      writer.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      readers.close();
      session.close();
      hold.close();
    } catch (SQLException | IOException e) {
      LOG.warn("ledger '{}' did not close cleanly", file, e);
    }
  }
}
