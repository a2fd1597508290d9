package dev.serai.bus.servicebus.twin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The server; safe for all threads. */
public final class Twin implements AutoCloseable {

  private static final String KEY = "c2VjcmV0";
  private static final long SWEEP_MILLIS = 20;
  private static final long TICK_MILLIS = 1_000;
  private static final int MAX_MESSAGE_BYTES = 256 << 10;

  private final EventLoop loop = new EventLoop();
  private final Letters letters = new Letters();
  private final Entities entities = new Entities(letters);
  private final Faults faults = new Faults();
  private final TokenDesk tokens = new TokenDesk(KEY, faults);
  private final Set<Wire> wires = new LinkedHashSet<>();
  private final AdminServer admin;
  private ServerSocketChannel listening;
  private int port;

  private Twin() {
    admin = new AdminServer(this);
  }

  /** One that is started, on free ports. */
  public static Twin started() {
    Twin twin = new Twin();
    twin.start();
    twin.loop.execute(twin::sweep);
    twin.loop.execute(twin::tick);
    return twin;
  }

  /** Listens, on the same ports as before. */
  public void start() {
    loop.call(
        () -> {
          if (listening == null) {
            listening = ServerSocketChannel.open();
            listening.setOption(java.net.StandardSocketOptions.SO_REUSEADDR, true);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
            loop.register(listening, SelectionKey.OP_ACCEPT, key -> accept());
          }
          return null;
        });
    admin.start();
  }

  private void accept() throws IOException {
    for (SocketChannel socket = listening.accept(); socket != null; socket = listening.accept()) {
      Peer peer = new Peer(this);
      Wire wire = new Wire(socket, loop, peer);
      peer.over(wire);
      wires.add(wire);
    }
  }

  /** Cuts every connection and answers no more, as a server does that is away. */
  public void stop() {
    admin.stop();
    loop.call(
        () -> {
          if (listening != null) {
            listening.close();
            listening = null;
          }
          cut();
          return null;
        });
  }

  /** Cuts every connection; new ones are welcome. */
  public void cutConnections() {
    loop.call(
        () -> {
          cut();
          return null;
        });
  }

  private void cut() {
    new ArrayList<>(wires).forEach(Wire::cut);
  }

  private void sweep() {
    long now = System.currentTimeMillis();
    entities.forEachStore(store -> store.sweep(now));
    loop.after(SWEEP_MILLIS, this::sweep);
  }

  private void tick() {
    new ArrayList<>(wires).forEach(Wire::tick);
    loop.after(TICK_MILLIS, this::tick);
  }

  void gone(Wire wire) {
    wires.remove(wire);
  }

  EventLoop loop() {
    return loop;
  }

  Letters letters() {
    return letters;
  }

  Entities entities() {
    return entities;
  }

  public Faults faults() {
    return faults;
  }

  TokenDesk tokens() {
    return tokens;
  }

  int maxMessageBytes() {
    return MAX_MESSAGE_BYTES;
  }

  /** With the right key. */
  public String connectionString() {
    return connectionString(KEY);
  }

  public String connectionString(String key) {
    return "Endpoint=sb://localhost:%d;SharedAccessKeyName=%s;SharedAccessKey=%s;UseDevelopmentEmulator=true;"
        .formatted(port, TokenDesk.KEY_NAME, key);
  }

  /** Where the management endpoint is. */
  public String adminUrl() {
    return admin.url();
  }

  /** Makes a queue unless there is one of that name. */
  public void queue(String name, StoreOptions options, long duplicateWindowMillis) {
    loop.call(() -> entities.makeQueue(name, options, duplicateWindowMillis));
  }

  /** Makes a topic with a subscription, unless they are there. */
  public void subscription(String topic, String name, StoreOptions options) {
    loop.call(() -> entities.makeSubscription(entities.makeTopic(topic, 0), name, options));
  }

  public boolean removeSubscription(String topic, String name) {
    return loop.call(() -> entities.removeSubscription(entities.topic(topic), name));
  }

  /** How often something happened in a store: enqueued, completed, abandoned, lockLost, renewed. */
  public long counted(String path, String what) {
    return loop.call(() -> entities.store(path).counted(what));
  }

  /** Messages in a store, in whatever state. */
  public int size(String path) {
    return loop.call(() -> entities.store(path).size());
  }

  /** The sessions that there have been, and whether someone has them. */
  public Map<String, Boolean> sessions(String path) {
    return loop.call(() -> entities.store(path).sessions.held());
  }

  /** Message ids of a store, in order. */
  public List<String> messageIds(String path) {
    return loop.call(
        () ->
            entities.store(path).peek(0, Integer.MAX_VALUE, null).stream()
                .map(held -> held.letter.messageId())
                .toList());
  }

  /** Hands out nothing of a store while it is paused. */
  public void pause(String path, boolean paused) {
    loop.call(
        () -> {
          Store store = entities.store(path);
          store.paused = paused;
          store.dispatch();
          return null;
        });
  }

  /** Ends every lock of a store, as time does. */
  public void loseLocks(String path) {
    loop.call(
        () -> {
          entities.store(path).loseLocks();
          return null;
        });
  }

  /** Ends the receiving links of a store with that condition. */
  public void detach(String path, String condition) {
    loop.call(
        () -> {
          entities.store(path).endAll(condition, "told to detach");
          return null;
        });
  }

  public int connections() {
    return loop.call(wires::size);
  }

  @Override
  public void close() {
    stop();
    loop.close();
  }
}
