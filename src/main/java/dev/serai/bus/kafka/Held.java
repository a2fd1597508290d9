package dev.serai.bus.kafka;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition for as long as a member surely has it. Used by the fetching thread only, but for
 * {@link #over}.
 */
final class Held {

  final TopicPartition partition;

  /** Fetched and not known to be settled, in order. All else before the position is settled. */
  private final Deque<KafkaDelivery> open = new ArrayDeque<>();

  /** Begun in an earlier tenure, by offset; handed on to nobody a second time. */
  private final Map<Long, KafkaDelivery> running;

  /** Settled although something before them was not, when this tenure began. */
  private final SettledOffsets before;

  private long position;
  private OffsetAndMetadata committed;
  private volatile boolean over;

  Held(
      TopicPartition partition,
      long position,
      SettledOffsets before,
      Map<Long, KafkaDelivery> running) {
    this.partition = partition;
    this.position = position;
    this.before = before;
    this.running = running;
  }

  /** Whether others may have the partition by now. */
  boolean over() {
    return over;
  }

  /**
   * Ends the tenure: nothing more of it begins. Gives what is being handled, which may take its
   * time.
   */
  Map<Long, KafkaDelivery> end() {
    over = true;
    Map<Long, KafkaDelivery> begun = new HashMap<>(running);
    for (KafkaDelivery delivery : open) {
      if (delivery.isBegun()) {
        begun.put(delivery.offset, delivery);
      }
    }
    begun.values().removeIf(delivery -> !delivery.isBegun());
    return begun;
  }

  boolean isSettled(long offset) {
    return offset < position || before.contains(offset);
  }

  /** What is being handled since an earlier tenure is not to be handed on again. */
  boolean isRunning(long offset) {
    KafkaDelivery delivery = running.remove(offset);
    if (delivery == null) {
      return false;
    }
    delivery.moveTo(this);
    open.add(delivery);
    return true;
  }

  void fetched(KafkaDelivery delivery) {
    open.add(delivery);
  }

  /** All before that offset was fetched, or is no event. */
  void at(long offset) {
    position = Math.max(position, offset);
  }

  long position() {
    return position;
  }

  /** The first offset that is not settled. */
  long low() {
    open.removeIf(KafkaDelivery::isSettled);
    return open.isEmpty() ? before.firstFrom(position) : open.peekFirst().offset;
  }

  /** What is settled beyond {@link #low}, which is to be asked for before. */
  SettledOffsets settled(long low) {
    SettledOffsets.Collector settled = new SettledOffsets.Collector();
    long next = low;
    for (KafkaDelivery delivery : open) {
      settled.add(next, delivery.offset);
      next = delivery.offset + 1;
    }
    settled.add(next, position);
    settled.addFrom(Math.max(position, low), before);
    return settled.all();
  }

  /** What to commit. */
  OffsetAndMetadata commit() {
    long low = low();
    return new OffsetAndMetadata(low, settled(low).write(low));
  }

  /** What the broker has of this. */
  OffsetAndMetadata committed() {
    return committed;
  }

  void committed(OffsetAndMetadata done) {
    committed = done;
  }
}
