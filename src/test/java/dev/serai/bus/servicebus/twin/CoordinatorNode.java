package dev.serai.bus.servicebus.twin;

import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.transaction.Declared;
import org.apache.qpid.proton.amqp.transaction.Discharge;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.message.Message;

/** Begins and ends transactions. */
final class CoordinatorNode implements LinkNode {

  private final Receiver link;
  private final Transactions transactions;

  CoordinatorNode(Receiver link, Transactions transactions) {
    this.link = link;
    this.transactions = transactions;
    link.flow(100);
  }

  @Override
  public void delivered(Delivery delivery) {
    Arrivals.take(link, this::arrived);
  }

  private void arrived(Delivery delivery, byte[] bytes) {
    link.flow(1);
    Message message = Proton.message();
    message.decode(bytes, 0, bytes.length);
    delivery.disposition(answer(((AmqpValue) message.getBody()).getValue()));
    delivery.settle();
  }

  private DeliveryState answer(Object asked) {
    if (asked instanceof Discharge discharge) {
      return transactions.discharge(discharge.getTxnId(), Boolean.TRUE.equals(discharge.getFail()))
          ? Accepted.getInstance()
          : Conditions.rejected("amqp:transaction:unknown-id", "no such transaction");
    }
    Declared declared = new Declared();
    declared.setTxnId(transactions.declare());
    return declared;
  }
}
