package dev.serai.bus.servicebus.twin;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Modified;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.transaction.TransactionalState;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.amqp.transport.SenderSettleMode;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Sender;

/** Where a client receives messages from, and settles them. */
final class ReceiveNode implements LinkNode, Taker {

  static final Symbol SESSION_FILTER = Symbol.valueOf("com.microsoft:session-filter");
  private static final Symbol LOCKED_UNTIL = Symbol.valueOf("com.microsoft:locked-until-utc");
  private static final long TICKS_BEFORE_1970 = 621_355_968_000_000_000L;

  private final Sender link;
  private final Store store;
  private final Peer peer;
  private final boolean deletes;
  private SessionBox session;
  private boolean ended;

  /** A message under the lock that it was given with. */
  private record Given(Held held, UUID lock) {}

  ReceiveNode(Sender link, Store store, Peer peer) {
    this.link = link;
    this.store = store;
    this.peer = peer;
    this.deletes = link.getRemoteSenderSettleMode() == SenderSettleMode.SETTLED;
  }

  /** Opens the link at once, or when there is a session for it. */
  void open() {
    if (store.sessions == null) {
      link.open();
      store.join(this);
    } else {
      store.join(this);
      Object wanted = ((Source) link.getRemoteSource()).getFilter().get(SESSION_FILTER);
      store.sessions.accept(this, (String) wanted);
    }
  }

  /** Nobody waits for ever for a session. */
  void timeOut() {
    if (session == null && !ended) {
      end("com.microsoft:timeout", "No session with messages was free in time.");
    }
  }

  @Override
  public void granted(SessionBox granted) {
    session = granted;
    Source source = (Source) link.getSource();
    Map<Symbol, Object> filter = new HashMap<>();
    filter.put(SESSION_FILTER, granted.id);
    source.setFilter(filter);
    link.setProperties(Map.of(LOCKED_UNTIL, TICKS_BEFORE_1970 + granted.lockedUntil * 10_000));
    link.open();
    peer.pump();
  }

  @Override
  public int credit() {
    return ended ? 0 : link.getCredit() - link.getQueued();
  }

  @Override
  public boolean deletes() {
    return deletes;
  }

  @Override
  public void take(Held held) {
    byte[] bytes = peer.letters().write(held);
    Delivery delivery = link.delivery(tag(held.lock));
    delivery.setContext(new Given(held, held.lock));
    link.send(bytes, 0, bytes.length);
    if (deletes) {
      delivery.settle();
    }
    link.advance();
    peer.pump();
  }

  /** As .NET writes a GUID. */
  private static byte[] tag(UUID lock) {
    long high = lock.getMostSignificantBits();
    return ByteBuffer.allocate(16)
        .putInt(Integer.reverseBytes((int) (high >>> 32)))
        .putShort(Short.reverseBytes((short) (high >>> 16)))
        .putShort(Short.reverseBytes((short) high))
        .putLong(lock.getLeastSignificantBits())
        .array();
  }

  @Override
  public void end(String condition, String description) {
    if (ended) {
      return;
    }
    gone();
    if (link.getLocalState() == EndpointState.UNINITIALIZED) {
      link.setSource(null);
      link.open();
    }
    link.setCondition(Conditions.of(condition, description));
    link.close();
    peer.pump();
  }

  @Override
  public void flow() {
    if (link.getDrain()) {
      link.drained();
    } else if (session != null) {
      store.sessions.dispatch(session);
    } else {
      store.dispatch();
    }
  }

  @Override
  public void delivered(Delivery delivery) {
    DeliveryState state = delivery.getRemoteState();
    if (state == null || delivery.isSettled() || !delivery.isUpdated()) {
      return;
    }
    Faults faults = peer.faults();
    if (Faults.isDue(faults.lostSettlements)) {
      return;
    }
    if (faults.settlementDelayMillis > 0) {
      peer.after(faults.settlementDelayMillis, () -> settle(delivery, state));
    } else {
      settle(delivery, state);
    }
  }

  private void settle(Delivery delivery, DeliveryState state) {
    Given given = (Given) delivery.getContext();
    DeliveryState answer =
        state instanceof TransactionalState inside
            ? peer.transactions()
                .add(inside.getTxnId(), () -> settle(given, (DeliveryState) inside.getOutcome()))
            : settle(given, state);
    if (Faults.isDue(peer.faults().lostSettlementAnswers)) {
      return;
    }
    delivery.disposition(answer);
    delivery.settle();
    peer.pump();
  }

  private DeliveryState settle(Given given, DeliveryState state) {
    Held held = given.held();
    if (store.lockedBy(given.lock()) != held) {
      return Conditions.rejected(
          session == null ? "com.microsoft:message-lock-lost" : "com.microsoft:session-lock-lost",
          "The lock supplied is invalid.");
    }
    if (state instanceof Accepted) {
      store.complete(held);
    } else if (state instanceof Modified modified) {
      if (Boolean.TRUE.equals(modified.getUndeliverableHere())) {
        store.defer(held, modified.getMessageAnnotations());
      } else {
        store.abandon(held, modified.getMessageAnnotations());
      }
    } else if (state instanceof Rejected rejected) {
      store.bury(held, rejected.getError() == null ? null : rejected.getError().getInfo());
    } else {
      store.release(held, false);
      store.dispatch();
    }
    return state;
  }

  @Override
  public void gone() {
    if (!ended) {
      ended = true;
      store.leave(this);
    }
  }
}
