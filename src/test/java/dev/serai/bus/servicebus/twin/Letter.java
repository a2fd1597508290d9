package dev.serai.bus.servicebus.twin;

import java.util.Map;
import org.apache.qpid.proton.amqp.Symbol;

/**
 * A message as it was sent, from its properties on.
 *
 * @param bare the encoded sections that the server does not touch
 * @param annotations what the sender has written besides
 * @param sessionId null when there is none
 * @param timeToLive milliseconds, 0 for ever
 * @param scheduledAt milliseconds since 1970, 0 for now
 */
record Letter(
    byte[] bare,
    Map<Symbol, Object> annotations,
    String messageId,
    String sessionId,
    long timeToLive,
    long scheduledAt) {}
