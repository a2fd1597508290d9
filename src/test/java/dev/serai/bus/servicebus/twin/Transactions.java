package dev.serai.bus.servicebus.twin;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.transaction.TransactionalState;
import org.apache.qpid.proton.amqp.transport.DeliveryState;

/** The open transactions of one connection: what each will do when it is committed. */
final class Transactions {

  private final Map<Binary, List<Runnable>> open = new HashMap<>();
  private int made;

  Binary declare() {
    Binary id = new Binary(ByteBuffer.allocate(4).putInt(++made).array());
    open.put(id, new ArrayList<>());
    return id;
  }

  DeliveryState add(Binary id, Runnable step) {
    List<Runnable> steps = open.get(id);
    if (steps == null) {
      return Conditions.rejected("amqp:transaction:unknown-id", "no such transaction");
    }
    steps.add(step);
    TransactionalState state = new TransactionalState();
    state.setTxnId(id);
    state.setOutcome(Accepted.getInstance());
    return state;
  }

  boolean discharge(Binary id, boolean fail) {
    List<Runnable> steps = open.remove(id);
    if (steps != null && !fail) {
      steps.forEach(Runnable::run);
    }
    return steps != null;
  }
}
