package dev.serai.bus.servicebus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import dev.serai.bus.Delivery;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A member of a group without order: one link, and a lock for each message, which is renewed as
 * long as its handler runs. Everything happens on the mailbox's thread, but settling.
 */
final class PlainMember implements Subscription {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final long CLOSE_MILLIS = 5_000;

  private final GroupSpec group;
  private final String topic;
  private final ServiceBusClientBuilder connection;
  private final Listening listening;
  private final Mailbox mailbox;
  private final Inbox inbox;
  private final Duration lock;
  private final Duration beat;

  // On the mailbox's thread only.
  private Flow flow;
  private long demand;
  private Duration pause = FIRST_PAUSE;

  private volatile Tenure tenure;
  private volatile boolean closed;

  PlainMember(
      GroupSpec group, String topic, ServiceBusClientBuilder connection, Listening listening) {
    this.group = group;
    this.topic = topic;
    this.connection = connection;
    this.listening = listening;
    this.lock = Provisioner.lock(group);
    this.beat = Beat.of(lock);
    this.mailbox = new Mailbox("serai-servicebus-" + group.channel() + "-" + group.name());
    this.inbox =
        new Inbox(
            "group '" + group.name() + "' of channel '" + group.channel() + "'",
            under -> closed ? null : client(),
            settled -> {});
  }

  PlainMember start() {
    mailbox.execute(this::open);
    mailbox.every(beat, this::beat);
    return this;
  }

  /** What was received over a link that is gone is settled over the present one. */
  private ServiceBusReceiverAsyncClient client() {
    Tenure now = tenure;
    return now == null || now.ended() ? null : now.client;
  }

  private void open() {
    if (closed) {
      return;
    }
    ServiceBusReceiverAsyncClient client =
        connection
            .receiver()
            .topicName(topic)
            .subscriptionName(group.name())
            .disableAutoComplete()
            .maxAutoLockRenewDuration(Duration.ZERO)
            .prefetchCount(0)
            .buildAsyncClient();
    Tenure next = new Tenure(client, null, lock);
    tenure = next;
    flow =
        new Flow(
            () -> mailbox.execute(() -> drain(next)),
            failure -> mailbox.execute(() -> ended(next, failure)));
    client.receiveMessages().subscribe(flow);
    want();
    if (listening.troubled()) {
      // A link without messages does not tell that it works.
      client.peekMessage(0).subscribe(any -> {}, failure -> {}, listening::recovered);
    }
  }

  private void want() {
    if (flow != null && demand > 0) {
      flow.want((int) Math.min(demand, Flow.MOST));
    }
  }

  private void drain(Tenure from) {
    if (from != tenure || closed) {
      return;
    }
    List<Delivery> fresh = new ArrayList<>();
    for (ServiceBusReceivedMessage message : flow.take()) {
      ServiceBusDelivery delivery = inbox.received(message, from);
      if (delivery != null) {
        fresh.add(delivery);
      }
    }
    pause = FIRST_PAUSE;
    listening.recovered();
    demand -= fresh.size();
    if (!fresh.isEmpty()) {
      listening.deliver(fresh);
    }
    want();
  }

  private void ended(Tenure gone, Throwable failure) {
    if (gone != tenure || closed) {
      return;
    }
    drain(gone);
    gone.end();
    flow = null;
    gone.client.close();
    listening.trouble(
        failure == null ? new java.io.IOException("the link was closed by the server") : failure);
    mailbox.after(pause, this::open);
    pause = Beat.longer(pause, LONGEST_PAUSE);
  }

  /** Renews the locks that are half over, and settles again what got no answer. */
  private void beat() {
    inbox.settleAgain();
    ServiceBusReceiverAsyncClient through = client();
    if (through == null) {
      return;
    }
    for (ServiceBusDelivery delivery : inbox.open()) {
      if (!delivery.acked() && !delivery.lost() && delivery.lockLeft() < lock.toNanos() / 2) {
        renew(through, delivery);
      }
    }
  }

  private static void renew(ServiceBusReceiverAsyncClient through, ServiceBusDelivery delivery) {
    ServiceBusReceivedMessage message = delivery.message();
    long sent = System.nanoTime();
    through
        .renewMessageLock(message)
        .subscribe(
            until -> delivery.renewed(message, sent),
            failure -> {
              if (Faults.isLockLost(failure) && delivery.message() == message) {
                delivery.tenureLost();
              }
            });
  }

  @Override
  public void request(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("request must be at least 1, but is " + count);
    }
    mailbox.execute(
        () -> {
          demand += count;
          want();
        });
  }

  @Override
  public void close() {
    if (!listening.close()) {
      return;
    }
    try {
      inbox.awaitSettled(CLOSE_MILLIS);
      mailbox.execute(
          () -> {
            if (flow != null) {
              flow.cancel();
            }
          });
      mailbox.close(Duration.ofMillis(CLOSE_MILLIS));
      giveBack();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closed = true;
      Tenure last = tenure;
      if (last != null) {
        last.end();
        last.client.close();
      }
    }
  }

  /** What was not begun goes to another member at once, and not when its lock has ended. */
  private void giveBack() throws InterruptedException {
    ServiceBusReceiverAsyncClient through = client();
    if (through == null) {
      return;
    }
    List<reactor.core.publisher.Mono<Void>> returns = new ArrayList<>();
    for (ServiceBusDelivery delivery : inbox.open()) {
      if (!delivery.acked() && !delivery.lost()) {
        returns.add(
            through
                .abandon(delivery.message())
                .onErrorResume(failure -> reactor.core.publisher.Mono.empty()));
      }
    }
    if (flow != null) {
      for (ServiceBusReceivedMessage message : flow.take()) {
        returns.add(
            through.abandon(message).onErrorResume(failure -> reactor.core.publisher.Mono.empty()));
      }
    }
    java.util.concurrent.CountDownLatch back = new java.util.concurrent.CountDownLatch(1);
    reactor.core.publisher.Mono.when(returns)
        .subscribe(x -> {}, e -> back.countDown(), back::countDown);
    if (!back.await(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
      org.slf4j.LoggerFactory.getLogger(PlainMember.class)
          .debug("some deliveries were not given back; they come when their locks have ended");
    }
  }
}
