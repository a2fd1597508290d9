package dev.serai.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's memory: a SQLite file, held by one hub at a time, or a PostgreSQL database, which
 * several may share. Safe for all threads. Stages complete on one thread of the ledger's own: a
 * callback that blocks there, on another stage of the ledger above all, holds up every other one.
 */
public final class Ledger implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  private final Parts parts;
  private final EventLog events;
  private final Groups groups;
  private final ParkedDeliveries parked;
  private final DeadLetters deadLetters;
  private final SeenIds seen;
  private final Replays replays;
  private final Subscriptions subscriptions;
  private final Polls polls;

  /** What must be closed, the last opened first. */
  private final Deque<AutoCloseable> opened;

  private Ledger(Parts parts, InstantSource clock, Deque<AutoCloseable> opened) {
    this.parts = parts;
    this.opened = opened;
    Writes writes = parts.writes();
    Readers readers = parts.readers();
    Channels channels = parts.channels();
    events = new EventLog(writes, readers, channels, parts.listeners(), clock);
    groups = new Groups(writes, readers, channels, clock);
    parked = new ParkedDeliveries(writes, readers, channels, parts.hubs());
    deadLetters = new DeadLetters(writes, readers, channels);
    seen = new SeenIds(writes, readers, parts.hubs(), clock);
    replays = new Replays(writes, readers, channels);
    subscriptions = new Subscriptions(writes, readers, clock);
    polls = new Polls(writes, readers, clock);
  }

  /** What a ledger is put together from. */
  private record Parts(
      Database database,
      Trouble trouble,
      Writes writes,
      Readers readers,
      Channels channels,
      Listeners listeners,
      Hubs hubs) {}

  /** As {@link #open(LedgerPlace, LedgerOptions)}, for a file. */
  public static Ledger open(Path file, LedgerOptions options) {
    return open(new LedgerPlace.File(file), options);
  }

  /**
   * Opens the ledger, makes it if absent, and brings its schema up to date.
   *
   * @throws LedgerException telling the place and the way out when it is a file that another hub
   *     holds, damaged, newer, not writable, or a database that does not let the hub in
   */
  public static Ledger open(LedgerPlace place, LedgerOptions options) {
    Database database = database(place, options.maxFileBytes());
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try {
      if (place instanceof LedgerPlace.File file) {
        opened.push(FileHold.of(file.path()));
      }
      Session session = database.writer();
      opened.push(session);
      Schema.update(database, session);
      Trouble trouble = new Trouble();
      Readers readers = new Readers(database, trouble);
      opened.push(readers);
      boolean alone = place instanceof LedgerPlace.File;
      Channels channels = alone ? Channels.of(session) : Channels.readFrom(readers);
      SharedTurns shared = new SharedTurns(channels);
      Turns turns = alone ? Turns.ALONE : shared;
      Listeners listeners = new Listeners();
      WriteQueue queue = new WriteQueue(options.maxQueuedWrites(), options.maxQueuedBytes());
      Teller teller = new Teller(queue, listeners);
      opened.push(teller);
      Transactions transactions =
          new Transactions(database, session, channels, turns, teller, trouble);
      if (!alone) {
        // A file's last connection must be the one that writes, which is closed at the very end.
        opened.push(transactions);
      }
      Upkeep upkeep =
          place instanceof LedgerPlace.File file
              ? new Checkpoints(file.path(), session)
              : Upkeep.NONE;
      Writer writer = new Writer(database.name(), queue, transactions, upkeep, trouble);
      opened.push(writer);
      Hubs hubs = new Hubs();
      if (!alone) {
        SharedHubs many =
            new SharedHubs(writer, channels, trouble, database.name(), options.hubLease());
        shared.of(many);
        hubs = many;
        opened.push(many);
        many.start();
      }
      writer.start();
      return new Ledger(
          new Parts(database, trouble, writer, readers, channels, listeners, hubs),
          options.clock(),
          opened);
    } catch (SQLException | RuntimeException e) {
      LedgerException fault = database.fault(e);
      closeAll(opened).forEach(fault::addSuppressed);
      throw fault;
    }
  }

  private static Database database(LedgerPlace place, long maxFileBytes) {
    if (place instanceof LedgerPlace.File file) {
      return new Sqlite(file.path(), maxFileBytes);
    }
    return new Postgres((LedgerPlace.Postgres) place);
  }

  /** As {@link #openReadOnly(LedgerPlace)}, for a file. */
  public static Ledger openReadOnly(Path file) {
    return openReadOnly(new LedgerPlace.File(file));
  }

  /** Opens an existing ledger for reading only, also while a hub holds it. Writes fail. */
  public static Ledger openReadOnly(LedgerPlace place) {
    if (place instanceof LedgerPlace.File file && !Files.isRegularFile(file.path())) {
      throw new LedgerException(
          LedgerException.Kind.FAILED,
          "there is no ledger '%s': start the hub once, or name the directory it runs with"
              .formatted(file.path()),
          null);
    }
    Database database = database(place, 0);
    Trouble trouble = new Trouble();
    Readers readers = new Readers(database, trouble);
    readers.read(
        session -> {
          Schema.check(database, session);
          return true;
        });
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    opened.push(readers);
    return new Ledger(
        new Parts(
            database,
            trouble,
            new NoWrites(database.name()),
            readers,
            Channels.readFrom(readers),
            new Listeners(),
            new Hubs()),
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

  public Hubs hubs() {
    return parts.hubs();
  }

  public Polls polls() {
    return polls;
  }

  /**
   * Empty when the last write worked (after a full disk: one that needed room), else what is wrong.
   * Without writes the ledger finds out by itself within a second.
   */
  public Optional<LedgerException> trouble() {
    return parts.trouble().present();
  }

  /** What waits for a commit, to see how busy it is; no I/O. */
  public Waiting waiting() {
    return parts.writes().waiting();
  }

  /** How much room it takes on its disk; empty when unknown. May block for one query. */
  public OptionalLong bytes() {
    return parts.database().bytes(parts.readers());
  }

  /** Commits what is queued, tells everybody, then closes; idempotent. */
  @Override
  public void close() {
    for (Exception e : closeAll(opened)) {
      LOG.warn("ledger '{}' did not close cleanly", parts.database().name(), e);
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
