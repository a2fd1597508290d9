package dev.serai.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's memory: one SQLite file, held by one hub at a time. Safe for all threads. Stages
 * complete on one thread of the ledger's own: a callback that blocks there, on another stage of the
 * ledger above all, holds up every other one.
 */
public final class Ledger implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  private final String name;
  private final Trouble trouble;
  private final Writes writes;
  private final EventLog events;
  private final Groups groups;
  private final ParkedDeliveries parked;
  private final DeadLetters deadLetters;
  private final SeenIds seen;
  private final Replays replays;
  private final Subscriptions subscriptions;

  /** What must be closed, the last opened first. */
  private final Deque<AutoCloseable> opened;

  private Ledger(
      String name,
      Trouble trouble,
      Writes writes,
      Readers readers,
      Channels channels,
      Listeners listeners,
      InstantSource clock,
      Deque<AutoCloseable> opened) {
    this.name = name;
    this.trouble = trouble;
    this.writes = writes;
    this.opened = opened;
    events = new EventLog(writes, readers, channels, listeners, clock);
    groups = new Groups(writes, readers, channels, clock);
    parked = new ParkedDeliveries(writes, readers, channels);
    deadLetters = new DeadLetters(writes, readers, channels);
    seen = new SeenIds(writes, readers, clock);
    replays = new Replays(writes, readers, channels);
    subscriptions = new Subscriptions(writes, readers, clock);
  }

  /**
   * Opens the file, makes it if absent, and brings its schema up to date.
   *
   * @throws LedgerException telling the file and the way out when it is held by another hub,
   *     damaged, newer or not writable
   */
  public static Ledger open(Path file, LedgerOptions options) {
    Database database = new Sqlite(file, options.maxFileBytes());
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try {
      opened.push(FileHold.of(file));
      Session session = database.writer();
      opened.push(session);
      Schema.update(database, session);
      Trouble trouble = new Trouble();
      Channels channels = Channels.of(session);
      Listeners listeners = new Listeners();
      Readers readers = new Readers(database, trouble);
      opened.push(readers);
      WriteQueue queue = new WriteQueue(options.maxQueuedWrites(), options.maxQueuedBytes());
      Teller teller = new Teller(queue, listeners);
      opened.push(teller);
      Transactions transactions = new Transactions(database, session, channels, teller, trouble);
      Writer writer =
          new Writer(database.name(), queue, transactions, new Checkpoints(file, session), trouble);
      opened.push(writer);
      writer.start();
      return new Ledger(
          database.name(), trouble, writer, readers, channels, listeners, options.clock(), opened);
    } catch (SQLException | RuntimeException e) {
      LedgerException fault = database.fault(e);
      closeAll(opened).forEach(fault::addSuppressed);
      throw fault;
    }
  }

  /** Opens an existing file for reading only, also while a hub holds it. Writes fail. */
  public static Ledger openReadOnly(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new LedgerException(
          LedgerException.Kind.FAILED,
          "there is no ledger '%s': start the hub once, or name the directory it runs with"
              .formatted(file),
          null);
    }
    Trouble trouble = new Trouble();
    Database database = new Sqlite(file, 0);
    Readers readers = new Readers(database, trouble);
    readers.read(
        session -> {
          Schema.check(database, session);
          return true;
        });
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    opened.push(readers);
    return new Ledger(
        database.name(),
        trouble,
        new NoWrites(database.name()),
        readers,
        Channels.readFrom(readers),
        new Listeners(),
        InstantSource.system(),
        opened);
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

  public Subscriptions subscriptions() {
    return subscriptions;
  }

  /**
   * Empty when the last write worked (after a full disk: one that needed room), else what is wrong.
   * Without writes the ledger finds out by itself within a second.
   */
  public Optional<LedgerException> trouble() {
    return trouble.present();
  }

  /** What waits for a commit, to see how busy it is; no I/O. */
  public Waiting waiting() {
    return writes.waiting();
  }

  /** Commits what is queued, tells everybody, then closes; idempotent. */
  @Override
  public void close() {
    for (Exception e : closeAll(opened)) {
      LOG.warn("ledger '{}' did not close cleanly", name, e);
    }
  }

  private static Deque<Exception> closeAll(Deque<AutoCloseable> opened) {
    Deque<Exception> failures = new ArrayDeque<>();
    synchronized (opened) {
      while (!opened.isEmpty()) {
        try {
          opened.pop().close();
        } catch (Exception e) {
          failures.add(e);
        }
      }
    }
    return failures;
  }
}
