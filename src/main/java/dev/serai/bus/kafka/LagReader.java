package dev.serai.bus.kafka;

import dev.serai.bus.Lag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how far a group is behind. Offsets alone count the ends of transactions too and know no
 * time, so the beginning of what is unsettled is read: where that is all, the count is exact.
 */
final class LagReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LagReader.class);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final Duration POLL = Duration.ofMillis(100);

  /** Records of a partition that are read at most. */
  private static final int MOST_READ = 500;

  private final Clients clients;
  private final Groups groups;
  private Consumer<byte[], byte[]> reader;
  private boolean closed;

  LagReader(Clients clients, Groups groups) {
    this.clients = clients;
    this.groups = groups;
  }

  /** A partition in which something may be unsettled. */
  private static final class Behind {

    final long from;
    final long end;
    final SettledOffsets settled;
    long read;
    long unsettled;
    long oldest = Long.MAX_VALUE;
    boolean done;

    Behind(long from, long end, SettledOffsets settled) {
      this.from = from;
      this.end = end;
      this.settled = settled;
    }

    void see(ConsumerRecord<byte[], byte[]> record) {
      if (record.offset() < end && !settled.contains(record.offset())) {
        unsettled++;
        oldest = Math.min(oldest, record.timestamp());
      }
      read++;
    }

    /** Exact up to where it was read. */
    long count(long position) {
      long next = Math.max(from, Math.min(position, end));
      return unsettled + end - next - settled.count(next, end);
    }
  }

  /** Blocks for a few questions to the brokers; one at a time. */
  synchronized Lag lag(String channel, String group) {
    if (closed) {
      return Lag.unknown();
    }
    try {
      Map<TopicPartition, Behind> behind = behind(channel, group);
      if (behind == null) {
        return Lag.unknown();
      }
      return behind.isEmpty()
          ? new Lag(OptionalLong.of(0), Optional.of(Duration.ZERO))
          : read(behind);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Lag.unknown();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      LOG.debug("the lag of group '{}' of channel '{}' is unknown", group, channel, e);
      return Lag.unknown();
    }
  }

  /** Null when there is no such group. */
  private Map<TopicPartition, Behind> behind(String channel, String group)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetAndMetadata> committed = groups.committed(channel, group);
    if (committed.isEmpty()) {
      return null;
    }
    List<TopicPartition> partitions = groups.partitions(channel);
    Map<TopicPartition, Long> first = groups.first(partitions);
    Map<TopicPartition, Long> ends = groups.end(partitions);
    Map<TopicPartition, Behind> behind = new HashMap<>();
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata place = committed.get(partition);
      long start = first.get(partition);
      long from = place == null ? start : Math.max(start, place.offset());
      long end = ends.get(partition);
      SettledOffsets settled =
          place == null
              ? SettledOffsets.NONE
              : SettledOffsets.read(place.offset(), place.metadata());
      if (end - from - settled.count(from, end) > 0) {
        behind.put(partition, new Behind(from, end, settled));
      }
    }
    return behind;
  }

  private Lag read(Map<TopicPartition, Behind> behind) {
    if (reader == null) {
      reader = clients.reader();
    }
    reader.assign(behind.keySet());
    behind.forEach((partition, each) -> reader.seek(partition, each.from));
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (behind.values().stream().anyMatch(each -> !each.done) && System.nanoTime() < end) {
      ConsumerRecords<byte[], byte[]> records = reader.poll(POLL);
      records.forEach(
          record -> behind.get(new TopicPartition(record.topic(), record.partition())).see(record));
      List<TopicPartition> done = new ArrayList<>();
      behind.forEach(
          (partition, each) -> {
            if (!each.done && (reader.position(partition) >= each.end || each.read >= MOST_READ)) {
              each.done = true;
              done.add(partition);
            }
          });
      reader.pause(done);
    }
    Lag lag = told(behind);
    reader.unsubscribe();
    return lag;
  }

  private Lag told(Map<TopicPartition, Behind> behind) {
    long events = 0;
    long oldest = Long.MAX_VALUE;
    boolean all = true;
    for (Map.Entry<TopicPartition, Behind> entry : behind.entrySet()) {
      Behind each = entry.getValue();
      events += each.count(reader.position(entry.getKey()));
      oldest = Math.min(oldest, each.oldest);
      all &= each.done || each.read > 0;
    }
    if ((oldest == Long.MAX_VALUE && events > 0) || !all) {
      return new Lag(OptionalLong.of(events), Optional.empty());
    }
    long age = oldest == Long.MAX_VALUE ? 0 : System.currentTimeMillis() - oldest;
    return new Lag(OptionalLong.of(events), Optional.of(Duration.ofMillis(Math.max(0, age))));
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (reader != null) {
      reader.close(Duration.ZERO);
    }
  }
}
