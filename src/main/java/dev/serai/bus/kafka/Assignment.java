package dev.serai.bus.kafka;

import dev.serai.bus.GroupSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of a member: which it has, what of each is settled, and what the broker knows of
 * that. Used by the member's fetching thread only, but for {@link #mayBegin}.
 */
final class Assignment implements ConsumerRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration SHARING_POLL = Duration.ofMillis(50);
  private static final long SHARING_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long SAVE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final GroupSpec spec;
  private final Consumer<byte[], byte[]> consumer;
  private final Lease lease;
  private final long renewNanos;
  private final long finishNanos;
  private final Outcome outcome;

  private final Map<TopicPartition, Held> held = new HashMap<>();
  private final Set<TopicPartition> opening = new HashSet<>();

  /** Being handled since an earlier tenure, by partition and offset. */
  private final Map<TopicPartition, Map<Long, KafkaDelivery>> running;

  /** Those that this member leaves, until the broker knows what of them is settled. */
  private final Map<TopicPartition, Held> left = new HashMap<>();

  private boolean paused;
  private boolean leaving;
  private boolean committing;
  private long lastCommit = System.nanoTime();
  private volatile boolean lapsed;

  /** Told how commits end. */
  interface Outcome {
    void worked();

    void failed(Throwable cause);
  }

  Assignment(
      GroupSpec spec,
      Consumer<byte[], byte[]> consumer,
      Duration session,
      Map<TopicPartition, Map<Long, KafkaDelivery>> running,
      Outcome outcome) {
    this.spec = spec;
    this.consumer = consumer;
    this.running = running;
    this.lease = new Lease(session.toNanos());
    this.renewNanos = session.toNanos() / 4;
    this.finishNanos = Math.min(spec.ackDeadline().toNanos() / 2, TimeUnit.SECONDS.toNanos(20));
    this.outcome = outcome;
  }

  /** Whether what was fetched may be handled now; what is refused comes again. */
  boolean mayBegin() {
    boolean may = lease.holds();
    if (!may) {
      lapsed = true;
    }
    return may;
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  /** Whether it is not known yet where some partition is to be read. */
  boolean isOpening() {
    return !opening.isEmpty();
  }

  /** The partition when this member has it, or else null. */
  Held held(TopicPartition partition) {
    return held.get(partition);
  }

  /** Lets the next poll fetch, or not. */
  void fetching(boolean wanted) {
    if (paused == wanted) {
      paused = !wanted;
      if (wanted) {
        consumer.resume(held.keySet());
      } else {
        consumer.pause(consumer.assignment());
      }
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    // Not fetched before it is known where.
    consumer.pause(partitions);
    opening.addAll(partitions);
    if (!mayBegin() && held.isEmpty()) {
      lapsed = false;
    }
    lease.renewed(System.nanoTime());
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Held> ended = leaving ? leftOf(partitions) : end(partitions);
    try {
      if (!leaving) {
        awaitRunning(ended.keySet());
      }
      save(ended);
    } catch (KafkaException e) {
      LOG.warn(
          "partitions {} of group '{}' were given away without telling Kafka: settled events may come again",
          partitions,
          spec.name(),
          e);
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      LOG.warn(
          "group '{}' of channel '{}' lost {} partitions, because Kafka had not heard from it in time; others have taken over",
          spec.name(),
          spec.channel(),
          partitions.size());
    }
    end(partitions);
    leftOf(partitions);
  }

  /** What is to be told of them now; not later, when others may have told more. */
  private Map<TopicPartition, Held> leftOf(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Held> of = new HashMap<>(left);
    of.keySet().retainAll(partitions);
    left.keySet().removeAll(of.keySet());
    return of;
  }

  private Map<TopicPartition, Held> end(Collection<TopicPartition> partitions) {
    opening.removeAll(partitions);
    Map<TopicPartition, Held> ended = new HashMap<>();
    for (TopicPartition partition : partitions) {
      Held gone = held.remove(partition);
      if (gone != null) {
        running.put(partition, gone.end());
        ended.put(partition, gone);
      }
    }
    return ended;
  }

  /** Lets what has begun end, for a while, so that nobody else begins with it. */
  private void awaitRunning(Set<TopicPartition> partitions) {
    long now = System.nanoTime();
    long end = now + finishNanos;
    long save = now + SAVE_NANOS;
    while (runs(partitions) && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(LOOK_NANOS);
      if (System.nanoTime() - save > 0) {
        // Keeps the partitions that stay.
        save(held);
        save = System.nanoTime() + SAVE_NANOS;
      }
    }
  }

  private boolean runs(Set<TopicPartition> partitions) {
    return partitions.stream()
        .anyMatch(
            partition -> running.get(partition).values().stream().anyMatch(KafkaDelivery::isBegun));
  }

  private void save(Map<TopicPartition, Held> partitions) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    partitions.forEach((partition, each) -> offsets.put(partition, each.commit()));
    if (offsets.isEmpty()) {
      return;
    }
    long sent = System.nanoTime();
    try {
      consumer.commitSync(offsets, PATIENCE);
    } catch (WakeupException e) {
      // It was meant for the poll, and is used up.
      consumer.commitSync(offsets, PATIENCE);
    }
    lease.renewed(sent);
  }

  /** Does what is due between two polls. */
  void tend() {
    if (!lease.holds()) {
      lapsed = true;
    }
    if (lapsed) {
      rewind();
    }
    if (!opening.isEmpty()) {
      tryOpen();
    }
    for (Held each : held.values()) {
      follow(each);
    }
    commit();
  }

  /** Records that are no events, such as the ends of transactions, are passed over by the poll. */
  private void follow(Held each) {
    try {
      each.at(consumer.position(each.partition, Duration.ZERO));
    } catch (org.apache.kafka.common.errors.TimeoutException e) {
      LOG.debug("the position of {} is not known yet", each.partition);
    }
  }

  /** Others may have begun with what was not begun here: it is fetched again, if at all. */
  private void rewind() {
    lapsed = false;
    for (Map.Entry<TopicPartition, Held> entry : held.entrySet()) {
      Held before = entry.getValue();
      Map<Long, KafkaDelivery> begun = before.end();
      long low = before.low();
      Held next = new Held(entry.getKey(), low, before.settled(low), begun);
      next.committed(before.committed());
      consumer.seek(entry.getKey(), low);
      entry.setValue(next);
    }
  }

  private void tryOpen() {
    try {
      open();
    } catch (org.apache.kafka.common.errors.TimeoutException e) {
      outcome.failed(e);
    }
  }

  private void open() {
    Set<TopicPartition> all = new HashSet<>(opening);
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(all, PATIENCE);
    Map<TopicPartition, Long> first = consumer.beginningOffsets(all, PATIENCE);
    for (TopicPartition partition : all) {
      OffsetAndMetadata place = committed.get(partition);
      long start = first.get(partition);
      if (place != null && place.offset() < start) {
        LOG.error(
            "{} events of {} were deleted by the topic's retention before group '{}' had settled them: raise retention.ms of the topic",
            start - place.offset(),
            partition,
            spec.name());
      }
      long from = place == null ? start : Math.max(start, place.offset());
      SettledOffsets settled =
          place == null
              ? SettledOffsets.NONE
              : SettledOffsets.read(place.offset(), place.metadata());
      Map<Long, KafkaDelivery> begun = running.remove(partition);
      Held opened = new Held(partition, from, settled, begun == null ? new HashMap<>() : begun);
      opened.committed(place);
      consumer.seek(partition, from);
      if (!paused) {
        consumer.resume(List.of(partition));
      }
      held.put(partition, opened);
      opening.remove(partition);
    }
  }

  private void commit() {
    if (committing || held.isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> changed = new HashMap<>();
    held.forEach(
        (partition, each) -> {
          OffsetAndMetadata now = each.commit();
          if (!now.equals(each.committed())) {
            changed.put(partition, now);
          }
        });
    long sent = System.nanoTime();
    if (changed.isEmpty()) {
      if (sent - lastCommit < renewNanos) {
        return;
      }
      Held any = held.values().iterator().next();
      changed.put(any.partition, any.commit());
    }
    committing = true;
    lastCommit = sent;
    consumer.commitAsync(changed, (offsets, failure) -> committed(sent, offsets, failure));
  }

  private void committed(
      long sent, Map<TopicPartition, OffsetAndMetadata> offsets, Exception failure) {
    committing = false;
    if (failure == null) {
      if (!lease.holds()) {
        lapsed = true;
      }
      lease.renewed(sent);
      offsets.forEach(
          (partition, place) -> {
            Held each = held.get(partition);
            if (each != null) {
              each.committed(place);
            }
          });
      outcome.worked();
    } else if (failure instanceof CommitFailedException) {
      lease.end();
    } else if (!(failure instanceof RebalanceInProgressException)
        && !(failure.getCause() instanceof RebalanceInProgressException)) {
      outcome.failed(failure);
    }
  }

  /** Ends all, and leaves what is settled with the broker. Throws when that fails. */
  void leave() {
    leaving = true;
    left.putAll(end(Set.copyOf(held.keySet())));
    long end = System.nanoTime() + SHARING_NANOS;
    while (!left.isEmpty()) {
      try {
        save(left);
        left.clear();
      } catch (RebalanceInProgressException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
        awaitSharing();
      }
    }
  }

  /**
   * Takes part in the sharing out that is under way: the broker is told nothing until it has ended,
   * and what it takes from this member is told on the way.
   */
  private void awaitSharing() {
    consumer.pause(consumer.assignment());
    try {
      consumer.poll(SHARING_POLL);
    } catch (WakeupException e) {
      LOG.trace("the call to close is known", e);
    }
  }
}
