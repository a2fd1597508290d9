package dev.serai.bus.servicebus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import com.azure.messaging.servicebus.ServiceBusSessionReceiverAsyncClient;
import dev.serai.bus.BusBusyException;
import dev.serai.bus.Delivery;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;

/**
 * A member of a group with order by key: it takes one free session after the other, holds each
 * while there is something in it, and gives it back now and then so that other members get their
 * share. Everything happens on the mailbox's thread, but settling.
 */
final class SessionMember implements Subscription {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LONGEST_TENURE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long CLOSE_MILLIS = 5_000;
  private static final int MOST_AT_ONCE = 1_000;

  private final GroupSpec group;
  private final String topic;
  private final ServiceBusClientBuilder connection;
  private final Listening listening;
  private final Reach reach;
  private final Mailbox mailbox;
  private final Inbox inbox;
  private final int most;
  private final Duration lock;

  // On the mailbox's thread only.
  private final List<HeldSession> held = new ArrayList<>();
  private ServiceBusSessionReceiverAsyncClient sessions;
  private Disposable accepting;
  private long demand;
  private int turn;
  private Duration pause = FIRST_PAUSE;

  private volatile boolean closed;

  SessionMember(
      GroupSpec group,
      String topic,
      int sessions,
      ServiceBusClientBuilder connection,
      Listening listening,
      Reach reach) {
    this.group = group;
    this.topic = topic;
    this.most = sessions;
    this.connection = connection;
    this.listening = listening;
    this.reach = reach;
    this.lock = Provisioner.lock(group);
    this.mailbox = new Mailbox("serai-servicebus-" + group.channel() + "-" + group.name());
    this.inbox =
        new Inbox(
            "group '" + group.name() + "' of channel '" + group.channel() + "'",
            under -> under.ended() ? null : under.client,
            settled -> {});
  }

  SessionMember start() {
    mailbox.execute(this::accept);
    mailbox.every(Beat.of(lock), this::beat);
    return this;
  }

  /** Waits for the next free session; one at a time. */
  private void accept() {
    if (closed || accepting != null || demand <= 0 || held.size() >= most) {
      return;
    }
    if (sessions == null) {
      sessions =
          connection
              .sessionReceiver()
              .topicName(topic)
              .subscriptionName(group.name())
              .disableAutoComplete()
              .maxAutoLockRenewDuration(Duration.ZERO)
              .prefetchCount(0)
              .buildAsyncClient();
    }
    accepting =
        sessions
            .acceptNextSession()
            .subscribe(
                client -> mailbox.execute(() -> accepted(client)),
                failure -> mailbox.execute(() -> refused(failure)));
    if (listening.troubled()) {
      // One that waits for a session does not tell that it works.
      ServiceBusReceiverAsyncClient probe =
          connection.receiver().topicName(topic).subscriptionName(group.name()).buildAsyncClient();
      probe
          .peekMessage(0)
          .doFinally(signal -> probe.close())
          .subscribe(any -> {}, failure -> {}, listening::recovered);
    }
  }

  private void accepted(ServiceBusReceiverAsyncClient client) {
    accepting = null;
    if (closed) {
      client.close();
      return;
    }
    pause = FIRST_PAUSE;
    listening.recovered();
    Tenure tenure = new Tenure(client, client.getSessionId(), lock);
    Flow flow =
        new Flow(
            () -> mailbox.execute(() -> arrived(tenure)),
            failure -> mailbox.execute(() -> ended(tenure, failure)));
    HeldSession session = new HeldSession(tenure, flow);
    held.add(session);
    client.receiveMessages().subscribe(flow);
    session.want(share());
    accept();
  }

  private void refused(Throwable failure) {
    accepting = null;
    if (closed) {
      return;
    }
    if (Faults.cause(failure) instanceof java.util.concurrent.TimeoutException) {
      // No session is free, or nobody is there to tell.
      ask(failure);
    } else {
      listening.trouble(failure);
    }
    mailbox.after(pause, this::accept);
    pause = Beat.longer(pause, LONGEST_PAUSE);
  }

  private HeldSession of(Tenure tenure) {
    for (HeldSession each : held) {
      if (each.tenure == tenure) {
        return each;
      }
    }
    return null;
  }

  private void arrived(Tenure tenure) {
    HeldSession session = of(tenure);
    if (session != null && !closed) {
      session.gather();
      deliver();
    }
  }

  /** Hands on what has arrived, as far as there is demand, the sessions in turn. */
  private void deliver() {
    List<Delivery> fresh = new ArrayList<>();
    int idle = 0;
    while (fresh.size() < Math.min(demand, MOST_AT_ONCE) && idle < held.size()) {
      HeldSession session = held.get(turn++ % held.size());
      ServiceBusReceivedMessage message = session.next();
      idle = message == null ? idle + 1 : 0;
      ServiceBusDelivery delivery =
          message == null ? null : inbox.received(message, session.tenure);
      if (delivery != null) {
        fresh.add(delivery);
      }
    }
    if (!fresh.isEmpty()) {
      demand -= fresh.size();
      listening.deliver(fresh);
    }
    held.forEach(session -> session.want(share()));
  }

  /** How many of each session are to be fetched ahead. */
  private int share() {
    return demand > 0 ? Flow.MOST : 0;
  }

  private void ended(Tenure tenure, Throwable failure) {
    HeldSession session = of(tenure);
    if (session == null || closed) {
      return;
    }
    release(session);
    if (failure == null) {
      ask(new IOException("the link was closed by the server"));
    } else if (!Faults.isLockLost(failure)) {
      listening.trouble(failure);
    }
    mailbox.after(pause, this::accept);
    pause = Beat.longer(pause, LONGEST_PAUSE);
  }

  /** Trouble only when nothing answers. */
  private void ask(Throwable failure) {
    var unused =
        reach
            .explain(failure)
            .thenAccept(
                why -> {
                  if (why instanceof BusBusyException) {
                    mailbox.execute(() -> listening.trouble(why));
                  }
                });
  }

  private void release(HeldSession session) {
    held.remove(session);
    session.tenure.end();
    session.flow.cancel();
    session.tenure.client.close();
  }

  /** Renews, settles again what got no answer, and gives sessions back. */
  private void beat() {
    inbox.settleAgain();
    for (HeldSession session : new ArrayList<>(held)) {
      int open = inbox.openOf(session.tenure);
      if (open > 0) {
        session.busy();
      }
      boolean unwanted = session.isEmpty() || demand <= 0;
      if (session.ageNanos() > LONGEST_TENURE_NANOS) {
        session.leave();
      }
      if (open == 0
          && ((session.leaving() && session.isEmpty())
              || (unwanted && session.idleNanos() > IDLE_NANOS))) {
        release(session);
      } else if (session.tenure.lockLeft() < lock.toNanos() / 2) {
        renew(session.tenure);
      }
    }
    deliver();
    accept();
  }

  private void renew(Tenure tenure) {
    long sent = System.nanoTime();
    tenure
        .client
        .renewSessionLock()
        .subscribe(
            until -> tenure.renewed(sent),
            failure -> {
              if (Faults.isLockLost(failure)) {
                mailbox.execute(() -> ended(tenure, failure));
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
          deliver();
          accept();
        });
  }

  @Override
  public void close() {
    if (!listening.close()) {
      return;
    }
    try {
      inbox.awaitSettled(CLOSE_MILLIS);
      mailbox.execute(this::leave);
      mailbox.close(Duration.ofMillis(CLOSE_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closed = true;
    }
  }

  /** The server gives a session to others as soon as its link is gone. */
  private void leave() {
    closed = true;
    if (accepting != null) {
      accepting.dispose();
    }
    new ArrayList<>(held).forEach(this::release);
    if (sessions != null) {
      sessions.close();
    }
  }
}
