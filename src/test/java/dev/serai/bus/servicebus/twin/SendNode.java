package dev.serai.bus.servicebus.twin;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.transaction.TransactionalState;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;

/** Where a client sends messages to. */
final class SendNode implements LinkNode {

  private static final int BATCH = 0x80013700;
  private static final int CREDIT = 1_000;

  private final Receiver link;
  private final Destination destination;
  private final Peer peer;

  SendNode(Receiver link, Destination destination, Peer peer) {
    this.link = link;
    this.destination = destination;
    this.peer = peer;
    link.flow(CREDIT);
  }

  @Override
  public void delivered(Delivery delivery) {
    Arrivals.take(link, this::arrived);
    if (link.getCredit() < CREDIT / 2) {
      link.flow(CREDIT - link.getCredit());
    }
  }

  private void arrived(Delivery delivery, byte[] bytes) {
    DeliveryState state = delivery.getRemoteState();
    Faults faults = peer.faults();
    String refusal = faults.refusal();
    if (refusal != null) {
      answer(delivery, Conditions.rejected(refusal, "told to refuse"));
      return;
    }
    List<Letter> letters =
        delivery.getMessageFormat() == BATCH
            ? peer.letters().batch(bytes)
            : List.of(peer.letters().one(ByteBuffer.wrap(bytes)));
    if (state instanceof TransactionalState inside) {
      answer(delivery, peer.transactions().add(inside.getTxnId(), () -> store(letters)));
      return;
    }
    store(letters);
    if (!Faults.isDue(faults.lostSendAnswers)) {
      answer(delivery, Accepted.getInstance());
    }
  }

  private void store(List<Letter> letters) {
    long now = System.currentTimeMillis() - peer.faults().agedMillis;
    letters.forEach(letter -> destination.take(letter, now));
  }

  private static void answer(Delivery delivery, DeliveryState state) {
    delivery.disposition(state);
    delivery.settle();
  }
}
