package dev.serai.bus.servicebus.twin;

import java.util.function.BiConsumer;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;

/** What has arrived on a link as a whole. */
final class Arrivals {

  private Arrivals() {}

  static void take(Receiver link, BiConsumer<Delivery, byte[]> taker) {
    for (Delivery next = link.current();
        next != null && next.isReadable() && !next.isPartial();
        next = link.current()) {
      byte[] bytes = new byte[next.pending()];
      link.recv(bytes, 0, bytes.length);
      link.advance();
      taker.accept(next, bytes);
    }
  }
}
