package dev.serai.delivery;

import dev.serai.bus.Binding;
import dev.serai.bus.BusException;
import dev.serai.bus.Delivery;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Lag;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.bus.Scheduler;
import dev.serai.bus.Subscription;
import dev.serai.ledger.EventLog;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one channel into the ledger's event log, where the broker is not the ledger: as a group of
 * its own, which acks what is on disk. One batch at a time, so that keys stay in order.
 */
final class LogWriter implements DeliveryListener, AutoCloseable {

  /** The name of the group on every channel. */
  static final String GROUP = "serai-log";

  private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
  private static final Duration ACK_DEADLINE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Bounds what waits for the disk: so many events, which may all be large. */
  private static final int CREDIT = 64;

  private final GroupSpec group;
  private final Binding binding;
  private final EventLog log;
  private final Scheduler scheduler;
  private final Deque<List<Delivery>> waiting = new ArrayDeque<>();
  private final FirstPublishes publishes;

  /** Whether the group is there, or on its way. */
  private volatile boolean begun;

  private Subscription subscription;
  private boolean againLater;
  private boolean writing;
  private volatile String trouble;
  private volatile String fetchTrouble;
  private boolean closed;

  LogWriter(String channel, Binding binding, EventLog log, Scheduler scheduler) {
    this.group = new GroupSpec(channel, GROUP, GroupSpec.From.EARLIEST, true, ACK_DEADLINE);
    this.binding = binding;
    this.log = log;
    this.scheduler = scheduler;
    this.publishes = new FirstPublishes(binding);
  }

  /** Publishes once the group is there; fails when the present try to make it does. */
  CompletionStage<Receipt> publish(Publication publication) {
    CompletionStage<Receipt> receipt = publishes.publish(publication);
    begin();
    return receipt;
  }

  /** Makes the group and begins; a broker that is away is asked again. Never blocks. */
  void begin() {
    if (!begun) {
      start();
    }
  }

  private void start() {
    synchronized (this) {
      if (begun) {
        return;
      }
      begun = true;
    }
    create()
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                publishes.open();
                join();
              } else {
                begun = false;
                publishes.refuse(Causes.unwrap(failure));
                startLater(failure);
              }
            });
  }

  /** Every publish may have tried; one more try is enough. */
  private void startLater(Throwable failure) {
    synchronized (this) {
      if (againLater) {
        return;
      }
      againLater = true;
    }
    later("cannot start yet", failure, this::startAgain);
  }

  private void startAgain() {
    synchronized (this) {
      againLater = false;
    }
    start();
  }

  private CompletionStage<Void> create() {
    try {
      return binding.createGroup(group);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** No publication waits for this: the group keeps what comes until then. */
  private void join() {
    try {
      subscribe();
    } catch (RuntimeException e) {
      later("cannot be read from the broker yet", e, this::join);
    }
  }

  private synchronized void subscribe() {
    if (!closed && subscription == null) {
      subscription = binding.subscribe(group, this);
      trouble = null;
      subscription.request(CREDIT);
    }
  }

  LogState state(boolean leaving) {
    return new LogState(group.channel(), leaving, trouble == null ? fetchTrouble : trouble);
  }

  /** What is on the broker and not in the log; asks the broker. */
  Lag lag() {
    try {
      return binding.lag(group.channel(), group.name());
    } catch (RuntimeException e) {
      LOG.debug("how far the event log of channel '{}' is behind is unknown", group.channel(), e);
      return Lag.unknown();
    }
  }

  @Override
  public void onTrouble(Throwable cause) {
    fetchTrouble = "cannot fetch: " + Causes.text(cause);
  }

  @Override
  public void onRecovered() {
    fetchTrouble = null;
  }

  @Override
  public void onDeliveries(List<Delivery> deliveries) {
    synchronized (this) {
      waiting.add(deliveries);
      if (writing) {
        return;
      }
      writing = true;
    }
    write();
  }

  private void write() {
    List<Delivery> batch;
    synchronized (this) {
      batch = closed ? null : waiting.peek();
      if (batch == null) {
        writing = false;
        return;
      }
    }
    List<CloudEvent> events = batch.stream().map(Delivery::event).toList();
    // Once: what comes again after a crash is in the log already.
    log.record(group.channel(), events)
        .whenComplete(
            (appended, failure) -> {
              if (failure == null) {
                written(batch);
              } else {
                later("cannot be written to the ledger", failure, this::write);
              }
            });
  }

  private void written(List<Delivery> batch) {
    batch.forEach(Delivery::ack);
    Subscription from;
    synchronized (this) {
      waiting.poll();
      trouble = null;
      from = closed ? null : subscription;
    }
    if (from != null) {
      from.request(batch.size());
    }
    write();
  }

  private synchronized void later(String what, Throwable failure, Runnable again) {
    if (closed) {
      return;
    }
    boolean told = trouble != null;
    trouble = what + ": " + Causes.text(failure);
    if (!told) {
      LOG.warn("the event log of channel '{}' {}: {}", group.channel(), what, Causes.text(failure));
    }
    scheduler.after(PAUSE, again);
  }

  @Override
  public void close() {
    Subscription from;
    synchronized (this) {
      closed = true;
      from = subscription;
    }
    publishes.refuse(new BusException("the hub is closing: nothing was published", null));
    if (from != null) {
      from.close();
    }
  }
}
