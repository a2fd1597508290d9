package dev.serai.bus.servicebus.twin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.message.Message;

/** Takes requests that are answered on another link of the same session. */
final class RequestNode implements LinkNode {

  /** What is answered. */
  record Answer(Map<String, Object> properties, Object body) {}

  /** Who answers. */
  interface Desk {
    Answer answer(Map<String, Object> properties, Object body);
  }

  private final Receiver link;
  private final Peer peer;
  private final Desk desk;

  RequestNode(Receiver link, Peer peer, Desk desk) {
    this.link = link;
    this.peer = peer;
    this.desk = desk;
    link.flow(1_000);
  }

  @Override
  public void delivered(Delivery delivery) {
    Arrivals.take(link, this::arrived);
  }

  private void arrived(Delivery delivery, byte[] bytes) {
    link.flow(1);
    delivery.disposition(org.apache.qpid.proton.amqp.messaging.Accepted.getInstance());
    delivery.settle();
    Message request = Proton.message();
    request.decode(bytes, 0, bytes.length);
    Object body = request.getBody() instanceof AmqpValue value ? value.getValue() : null;
    Answer answer =
        desk.answer(new LinkedHashMap<>(request.getApplicationProperties().getValue()), body);
    Message reply = Proton.message();
    reply.setCorrelationId(request.getMessageId());
    reply.setApplicationProperties(new ApplicationProperties(answer.properties()));
    reply.setBody(new AmqpValue(answer.body()));
    peer.reply(link.getSession(), request.getReplyTo(), Letters.bytes(reply));
  }
}
