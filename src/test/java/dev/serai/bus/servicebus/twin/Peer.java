package dev.serai.bus.servicebus.twin;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.amqp.transaction.Coordinator;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;

/** One client: its sessions and links, by what they are attached to. */
final class Peer implements Wire.Owner {

  private static final String TOKENS = "$cbs";
  private static final String MANAGEMENT = "/$management";
  private static final Symbol TIMEOUT = Symbol.valueOf("com.microsoft:timeout");
  private static final int WINDOW = 64 << 20;

  private record ReplyAddress(Session session, String address) {}

  private final Twin twin;
  private final Map<ReplyAddress, Sender> replies = new HashMap<>();
  private final Set<LinkNode> nodes = new HashSet<>();
  private final Transactions transactions = new Transactions();
  private Wire wire;

  Peer(Twin twin) {
    this.twin = twin;
  }

  void over(Wire its) {
    wire = its;
  }

  Faults faults() {
    return twin.faults();
  }

  Letters letters() {
    return twin.letters();
  }

  Transactions transactions() {
    return transactions;
  }

  void pump() {
    wire.pump();
  }

  void after(long millis, Runnable task) {
    twin.loop().after(millis, task);
  }

  @Override
  public void happened(Event event) {
    switch (event.getType()) {
      case CONNECTION_REMOTE_OPEN -> open(event.getConnection());
      case CONNECTION_REMOTE_CLOSE -> event.getConnection().close();
      case SESSION_REMOTE_OPEN -> {
        event.getSession().setIncomingCapacity(WINDOW);
        event.getSession().open();
      }
      case SESSION_REMOTE_CLOSE -> event.getSession().close();
      case LINK_REMOTE_OPEN -> attach(event.getLink());
      case LINK_REMOTE_CLOSE, LINK_REMOTE_DETACH -> detach(event.getLink());
      case LINK_FLOW -> {
        if (event.getLink().getContext() instanceof LinkNode node) {
          node.flow();
        }
      }
      case DELIVERY -> delivered(event.getDelivery());
      default -> {
        // The engine minds the rest.
      }
    }
  }

  private static void open(Connection connection) {
    connection.setContainer("twin");
    connection.open();
  }

  private static void delivered(Delivery delivery) {
    if (delivery.getLink().getContext() instanceof LinkNode node) {
      node.delivered(delivery);
    }
  }

  private void detach(Link link) {
    if (link.getContext() instanceof LinkNode node) {
      nodes.remove(node);
      node.gone();
    }
    link.close();
    link.free();
  }

  private void attach(Link link) {
    link.setSource(link.getRemoteSource());
    link.setTarget(link.getRemoteTarget());
    link.setSenderSettleMode(link.getRemoteSenderSettleMode());
    link.setReceiverSettleMode(link.getRemoteReceiverSettleMode());
    LinkNode node =
        link instanceof Receiver receiver ? receiveFrom(receiver) : sendTo((Sender) link);
    if (node != null) {
      link.setContext(node);
      nodes.add(node);
    }
  }

  private LinkNode receiveFrom(Receiver link) {
    link.setMaxMessageSize(UnsignedLong.valueOf(twin.maxMessageBytes()));
    if (link.getRemoteTarget() instanceof Coordinator) {
      link.open();
      return new CoordinatorNode(link, transactions);
    }
    String address = ((Target) link.getRemoteTarget()).getAddress();
    if (address.equals(TOKENS)) {
      link.open();
      return new RequestNode(link, this, twin.tokens());
    }
    Destination destination = twin.entities().destination(without(address));
    if (address.endsWith(MANAGEMENT)) {
      Store store = twin.entities().store(without(address));
      if (store != null || destination != null) {
        link.open();
        return new RequestNode(
            link, this, new ManagementDesk(store, destination, letters(), faults()));
      }
    } else if (destination != null) {
      link.open();
      return new SendNode(link, destination, this);
    }
    refuse(link, address);
    return null;
  }

  private static String without(String address) {
    return address.endsWith(MANAGEMENT)
        ? address.substring(0, address.length() - MANAGEMENT.length())
        : address;
  }

  private LinkNode sendTo(Sender link) {
    String address = ((Source) link.getRemoteSource()).getAddress();
    if (address.equals(TOKENS) || address.endsWith(MANAGEMENT)) {
      String target = ((Target) link.getRemoteTarget()).getAddress();
      replies.put(new ReplyAddress(link.getSession(), target), link);
      link.open();
      return null;
    }
    Store store = twin.entities().store(address);
    if (store == null) {
      refuse(link, address);
      return null;
    }
    boolean session =
        ((Source) link.getRemoteSource()).getFilter() != null
            && ((Source) link.getRemoteSource())
                .getFilter()
                .containsKey(ReceiveNode.SESSION_FILTER);
    if (session != (store.sessions != null)) {
      refuse(
          link,
          "amqp:not-allowed",
          "It is not possible for an entity that %s sessions to create a %s message receiver."
              .formatted(session ? "does not use" : "requires", session ? "sessionful" : "plain"));
      return null;
    }
    ReceiveNode node = new ReceiveNode(link, store, this);
    link.setContext(node);
    node.open();
    if (session) {
      after(timeout(link), node::timeOut);
    }
    return node;
  }

  private static long timeout(Link link) {
    Object asked =
        link.getRemoteProperties() == null ? null : link.getRemoteProperties().get(TIMEOUT);
    return asked instanceof UnsignedInteger millis ? millis.longValue() : 60_000;
  }

  private static void refuse(Link link, String address) {
    refuse(
        link, "amqp:not-found", "The messaging entity '%s' could not be found.".formatted(address));
  }

  private static void refuse(Link link, String condition, String description) {
    link.setSource(null);
    link.setTarget(null);
    link.open();
    link.setCondition(Conditions.of(condition, description));
    link.close();
  }

  void reply(Session session, String address, byte[] bytes) {
    Sender to = replies.get(new ReplyAddress(session, address));
    if (to != null) {
      Delivery answer = to.delivery(new byte[] {0});
      to.send(bytes, 0, bytes.length);
      answer.settle();
      pump();
    }
  }

  @Override
  public void gone(Wire its) {
    nodes.forEach(LinkNode::gone);
    nodes.clear();
    twin.gone(its);
  }
}
