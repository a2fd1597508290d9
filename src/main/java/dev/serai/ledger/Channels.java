package dev.serai.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All channels, in memory. Places are given out here by the writer thread, so that a listener can
 * be told the newest one right after the commit.
 */
final class Channels {

  private static final String ALL = "select id, name, last_seq, last_ordinal from channel";

  private final Map<String, Channel> committed = new ConcurrentHashMap<>();
  private final Map<String, Channel> open = new HashMap<>();
  private final List<Channel> touched = new ArrayList<>();
  private final Readers readers;
  private volatile boolean alone;
  private long lastSeq;
  private long lastId;

  private Channels(Readers readers) {
    this.readers = readers;
    this.alone = readers == null;
  }

  /** For the hub that writes the file. */
  static Channels of(Session session) throws SQLException {
    Channels channels = new Channels(null);
    channels.load(session);
    return channels;
  }

  /** For a ledger that another process writes: every question is asked anew. */
  static Channels readFrom(Readers readers) {
    return new Channels(readers);
  }

  /** From now on nobody else appends: what is in memory answers. */
  void alone() {
    alone = true;
  }

  /** Reads what other hubs have left. Writer thread only, in its turn. */
  void refresh(Session session) throws SQLException {
    for (Channel stored : stored(session)) {
      Channel known = open.get(stored.name);
      if (known == null || known.id != stored.id) {
        known = stored;
        open.put(known.name, known);
      }
      known.seq = stored.seq;
      known.ordinal = stored.ordinal;
      known.committed();
      committed.put(known.name, known);
      countFrom(known);
    }
  }

  private static List<Channel> stored(Session session) throws SQLException {
    return session.list(
        row -> new Channel(row.getLong(1), row.getString(2), row.getLong(3), row.getLong(4)), ALL);
  }

  private Channels load(Session session) throws SQLException {
    for (Channel channel : stored(session)) {
      committed.put(channel.name, channel);
      open.put(channel.name, channel);
      countFrom(channel);
    }
    return this;
  }

  private void countFrom(Channel channel) {
    lastSeq = Math.max(lastSeq, channel.seq);
    lastId = Math.max(lastId, channel.id);
  }

  private Map<String, Channel> known() {
    return alone ? committed : readers.read(session -> new Channels(null).load(session).committed);
  }

  /** A channel that some commit made. */
  Optional<Channel> find(String name) {
    return Optional.ofNullable(known().get(name));
  }

  List<String> names() {
    return known().keySet().stream().sorted().toList();
  }

  /** The channel inside the open transaction, made when absent. Writer thread only. */
  Channel require(Session session, String name) throws SQLException {
    Channel channel = open.get(name);
    if (channel == null) {
      channel = new Channel(lastId + 1, name, 0, 0);
      session.update(
          "insert into channel (id, name, last_seq, last_ordinal) values (?, ?, 0, 0)",
          channel.id,
          name);
      lastId = channel.id;
      open.put(name, channel);
      touch(channel);
    }
    return channel;
  }

  /** The next place on the channel, counted if the bus carries it. Writer thread only. */
  long nextSeq(Channel channel, boolean bus) {
    touch(channel);
    channel.ordinal += bus ? 1 : 0;
    channel.seq = ++lastSeq;
    return channel.seq;
  }

  private void touch(Channel channel) {
    if (!channel.touched) {
      channel.touched = true;
      touched.add(channel);
    }
  }

  void beforeCommit(Session session) throws SQLException {
    for (Channel channel : touched) {
      session.update(
          "update channel set last_seq = ?, last_ordinal = ? where id = ?",
          channel.seq,
          channel.ordinal,
          channel.id);
    }
  }

  /** Makes the transaction's places known; returns the channels that grew. */
  List<Channel> committed() {
    List<Channel> grown = List.copyOf(touched);
    for (Channel channel : grown) {
      channel.committed();
      committed.put(channel.name, channel);
    }
    touched.clear();
    return grown;
  }

  void rolledBack() {
    for (Channel channel : touched) {
      channel.rolledBack();
      if (!committed.containsKey(channel.name)) {
        open.remove(channel.name);
      }
    }
    touched.clear();
    lastSeq = 0;
    lastId = 0;
    open.values().forEach(this::countFrom);
  }
}
