package dev.serai.bus.servicebus.twin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.engine.Collector;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.Transport;
import org.apache.qpid.proton.engine.TransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: bytes from and to its socket, and what the engine makes of them. */
final class Wire {

  /** Who is told what the engine has seen. */
  interface Owner {
    void happened(Event event);

    void gone(Wire wire);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
  private static final int MOST_READS = 16;

  private final SocketChannel socket;
  private final Owner owner;
  private final EventLoop loop;
  private final Transport transport = Proton.transport();
  private final Connection connection = Proton.connection();
  private final Collector collector = Proton.collector();
  private final SelectionKey key;
  private boolean pumping;
  private boolean gone;

  Wire(SocketChannel socket, EventLoop loop, Owner owner) throws IOException {
    this.socket = socket;
    this.owner = owner;
    this.loop = loop;
    connection.setContext(this);
    connection.collect(collector);
    Sasl sasl = transport.sasl();
    sasl.server();
    sasl.setMechanisms("MSSBCBS", "PLAIN", "ANONYMOUS", "EXTERNAL");
    sasl.done(Sasl.SaslOutcome.PN_SASL_OK);
    transport.setIdleTimeout(60_000);
    transport.bind(connection);
    socket.socket().setTcpNoDelay(true);
    key = loop.register(socket, SelectionKey.OP_READ, this::ready);
  }

  Connection connection() {
    return connection;
  }

  private void ready(SelectionKey ready) {
    try {
      if (ready.isReadable()) {
        read();
      }
      pumpNow();
    } catch (IOException | TransportException e) {
      cut();
    } catch (RuntimeException e) {
      LOG.error("a connection of the twin failed", e);
      cut();
    }
  }

  private void read() throws IOException {
    for (int i = 0; i < MOST_READS && transport.capacity() > 0; i++) {
      int read = socket.read(transport.tail());
      if (read < 0) {
        throw new IOException("end of stream");
      }
      if (read == 0) {
        return;
      }
      transport.process();
      dispatch();
    }
  }

  /** Sends what there is to be sent, once what runs now has ended. */
  void pump() {
    if (!pumping && !gone) {
      pumping = true;
      loop.execute(
          () -> {
            pumping = false;
            try {
              pumpNow();
            } catch (IOException | TransportException e) {
              cut();
            }
          });
    }
  }

  private void pumpNow() throws IOException {
    if (gone) {
      return;
    }
    dispatch();
    while (transport.pending() > 0) {
      ByteBuffer head = transport.head();
      int written = socket.write(head);
      transport.pop(written);
      if (written == 0) {
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        return;
      }
      dispatch();
    }
    key.interestOps(SelectionKey.OP_READ);
    if (transport.pending() < 0) {
      cut();
    }
  }

  private void dispatch() {
    for (Event event = collector.peek(); event != null; event = collector.peek()) {
      owner.happened(event);
      collector.pop();
    }
  }

  /** Keeps the connection from being taken for dead. */
  void tick() {
    if (!gone) {
      transport.tick(System.currentTimeMillis());
      pump();
    }
  }

  /** Ends the connection without a word. */
  void cut() {
    if (gone) {
      return;
    }
    gone = true;
    key.cancel();
    try {
      socket.setOption(java.net.StandardSocketOptions.SO_LINGER, 0);
      socket.close();
    } catch (IOException e) {
      LOG.debug("closing a socket", e);
    }
    owner.gone(this);
  }
}
