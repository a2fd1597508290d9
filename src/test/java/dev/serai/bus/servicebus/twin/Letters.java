package dev.serai.bus.servicebus.twin;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.DeliveryAnnotations;
import org.apache.qpid.proton.amqp.messaging.Header;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.apache.qpid.proton.codec.AMQPDefinedTypes;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.EncoderImpl;
import org.apache.qpid.proton.message.Message;

/** Messages as bytes. For the loop's thread only. */
final class Letters {

  private static final Symbol SCHEDULED_AT = Symbol.valueOf("x-opt-scheduled-enqueue-time");
  private static final Symbol SEQUENCE = Symbol.valueOf("x-opt-sequence-number");
  private static final Symbol ENQUEUED_SEQUENCE = Symbol.valueOf("x-opt-enqueue-sequence-number");
  private static final Symbol ENQUEUED_AT = Symbol.valueOf("x-opt-enqueued-time");
  private static final Symbol LOCKED_UNTIL = Symbol.valueOf("x-opt-locked-until");
  private static final Symbol STATE = Symbol.valueOf("x-opt-message-state");
  private static final Symbol DEAD_LETTER_SOURCE = Symbol.valueOf("x-opt-deadletter-source");

  private final DecoderImpl decoder = new DecoderImpl();
  private final EncoderImpl encoder = new EncoderImpl(decoder);
  private byte[] buffer = new byte[64 << 10];

  Letters() {
    AMQPDefinedTypes.registerAllTypes(decoder, encoder);
  }

  /** The messages of a batch: each is one data section of the envelope. */
  List<Letter> batch(byte[] envelope) {
    List<Letter> letters = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(envelope);
    while (bytes.hasRemaining()) {
      decoder.setByteBuffer(bytes);
      if (decoder.readObject() instanceof Data data) {
        Binary one = data.getValue();
        letters.add(one(ByteBuffer.wrap(one.getArray(), one.getArrayOffset(), one.getLength())));
      }
    }
    return letters;
  }

  Letter one(ByteBuffer bytes) {
    Map<Symbol, Object> annotations = Map.of();
    Header header = null;
    Properties properties = null;
    int bareFrom = bytes.position();
    while (bytes.hasRemaining()) {
      int from = bytes.position();
      decoder.setByteBuffer(bytes);
      Object section = decoder.readObject();
      if (section instanceof Header read) {
        header = read;
        bareFrom = bytes.position();
      } else if (section instanceof MessageAnnotations read) {
        annotations = read.getValue();
        bareFrom = bytes.position();
      } else if (section instanceof DeliveryAnnotations) {
        bareFrom = bytes.position();
      } else {
        bareFrom = from;
        properties = section instanceof Properties read ? read : null;
        break;
      }
    }
    byte[] bare = new byte[bytes.limit() - bareFrom];
    bytes.get(bareFrom, bare);
    return letter(header, annotations, properties, bare);
  }

  private static Letter letter(
      Header header, Map<Symbol, Object> annotations, Properties properties, byte[] bare) {
    boolean lives = header != null && header.getTtl() != null;
    Date scheduled = (Date) annotations.get(SCHEDULED_AT);
    Object id = properties == null ? null : properties.getMessageId();
    return new Letter(
        bare,
        annotations,
        id == null ? null : id.toString(),
        properties == null ? null : properties.getGroupId(),
        lives ? header.getTtl().longValue() : 0,
        scheduled == null ? 0 : scheduled.toInstant().toEpochMilli());
  }

  /** As a receiver gets it. */
  byte[] write(Held held) {
    Header header = new Header();
    header.setDurable(true);
    header.setDeliveryCount(UnsignedInteger.valueOf(held.deliveries));
    if (held.letter.timeToLive() > 0) {
      header.setTtl(UnsignedInteger.valueOf(held.letter.timeToLive()));
    }
    Map<Symbol, Object> annotations = new HashMap<>(held.letter.annotations());
    annotations.put(SEQUENCE, held.sequence);
    annotations.put(ENQUEUED_SEQUENCE, held.enqueuedSequence);
    annotations.put(ENQUEUED_AT, time(held.enqueuedAt));
    annotations.put(STATE, held.state.number);
    if (held.lock != null) {
      annotations.put(LOCKED_UNTIL, time(held.lockedUntil));
    }
    if (held.deadLetterSource != null) {
      annotations.put(DEAD_LETTER_SOURCE, held.deadLetterSource);
    }
    byte[] bare = held.letter.bare();
    while (buffer.length < bare.length + 4_096) {
      buffer = new byte[buffer.length * 2];
    }
    ByteBuffer bytes = ByteBuffer.wrap(buffer);
    encoder.setByteBuffer(bytes);
    encoder.writeObject(header);
    encoder.writeObject(new MessageAnnotations(annotations));
    bytes.put(bare);
    byte[] written = new byte[bytes.position()];
    System.arraycopy(buffer, 0, written, 0, written.length);
    return written;
  }

  static Date time(long millis) {
    return Date.from(Instant.ofEpochMilli(millis));
  }

  /** The same message with more application properties. */
  Letter with(Letter letter, Map<?, ?> more) {
    if (more == null || more.isEmpty()) {
      return letter;
    }
    Message message = Proton.message();
    message.decode(letter.bare(), 0, letter.bare().length);
    Map<String, Object> all = new LinkedHashMap<>();
    if (message.getApplicationProperties() != null) {
      all.putAll(message.getApplicationProperties().getValue());
    }
    more.forEach((name, value) -> all.put(name.toString(), value));
    message.setApplicationProperties(new ApplicationProperties(all));
    return new Letter(
        bytes(message),
        letter.annotations(),
        letter.messageId(),
        letter.sessionId(),
        letter.timeToLive(),
        letter.scheduledAt());
  }

  static byte[] bytes(Message message) {
    byte[] bytes = new byte[8 << 10];
    while (true) {
      try {
        return Arrays.copyOf(bytes, message.encode(bytes, 0, bytes.length));
      } catch (BufferOverflowException e) {
        bytes = new byte[bytes.length * 4];
      }
    }
  }
}
