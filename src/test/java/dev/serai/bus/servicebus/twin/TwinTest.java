package dev.serai.bus.servicebus.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.core.amqp.AmqpRetryMode;
import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusMessageBatch;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.ServiceBusSessionReceiverClient;
import com.azure.messaging.servicebus.ServiceBusTransactionContext;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import com.azure.messaging.servicebus.models.SubQueue;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The twin before the real SDK: what it says and does is what Service Bus documents. */
class TwinTest {

  private static final Duration WAIT = Duration.ofSeconds(10);

  private static Twin twin;

  private final String queue = "q-" + UUID.randomUUID();
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeAll
  static void start() {
    twin = Twin.started();
  }

  @AfterAll
  static void stop() {
    twin.close();
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Test
  void a_message_is_sent_received_and_completed_with_all_it_carries() {
    twin.queue(queue, StoreOptions.DEFAULT, 0);
    ServiceBusMessage message = new ServiceBusMessage("body").setMessageId("id").setSubject("s");
    message.getApplicationProperties().put("cloudEvents:type", "t");
    sender(queue).sendMessage(message);

    ServiceBusReceiverClient receiver = receiver(queue);
    ServiceBusReceivedMessage got = one(receiver);

    assertThat(got.getBody().toString()).isEqualTo("body");
    assertThat(got.getMessageId()).isEqualTo("id");
    assertThat(got.getSubject()).isEqualTo("s");
    assertThat(got.getApplicationProperties()).containsEntry("cloudEvents:type", "t");
    assertThat(got.getSequenceNumber()).isEqualTo(1);
    assertThat(got.getDeliveryCount()).isZero();
    assertThat(got.getLockedUntil()).isAfter(OffsetDateTime.now(ZoneOffset.UTC));
    receiver.complete(got);
    assertThat(twin.size(queue)).isZero();
  }

  @Test
  void a_batch_is_one_transfer_of_many_messages() {
    twin.queue(queue, StoreOptions.DEFAULT, 0);
    ServiceBusSenderClient sender = sender(queue);
    ServiceBusMessageBatch batch = sender.createMessageBatch();
    assertThat(batch.getMaxSizeInBytes()).isEqualTo(256 << 10);
    for (int i = 0; i < 50; i++) {
      batch.tryAddMessage(new ServiceBusMessage("b" + i).setMessageId("m" + i));
    }
    sender.sendMessages(batch);

    assertThat(twin.messageIds(queue)).hasSize(50).startsWith("m0", "m1").endsWith("m49");
  }

  @Test
  void abandoned_messages_come_again_in_their_place_until_they_are_dead_letters() {
    twin.queue(queue, StoreOptions.DEFAULT.maxDeliveries(2), 0);
    sender(queue).sendMessages(List.of(message("1"), message("2")));
    ServiceBusReceiverClient receiver = receiver(queue);

    receiver.abandon(one(receiver));
    ServiceBusReceivedMessage again = one(receiver);
    assertThat(again.getMessageId()).isEqualTo("1");
    assertThat(again.getDeliveryCount()).isEqualTo(1);
    receiver.abandon(again);
    assertThat(one(receiver).getMessageId()).isEqualTo("2");

    ServiceBusReceivedMessage dead = one(deadLetters(queue));
    assertThat(dead.getMessageId()).isEqualTo("1");
    assertThat(dead.getDeadLetterReason()).isEqualTo("MaxDeliveryCountExceeded");
    assertThat(dead.getDeadLetterSource()).isEqualTo(queue);
  }

  @Test
  void a_message_can_be_dead_lettered_with_the_reason_and_deferred() {
    twin.queue(queue, StoreOptions.DEFAULT, 0);
    sender(queue).sendMessages(List.of(message("1"), message("2")));
    ServiceBusReceiverClient receiver = receiver(queue);

    receiver.deadLetter(
        one(receiver),
        new DeadLetterOptions()
            .setDeadLetterReason("why")
            .setDeadLetterErrorDescription("because"));
    ServiceBusReceivedMessage second = one(receiver);
    receiver.defer(second);

    ServiceBusReceivedMessage dead = one(deadLetters(queue));
    assertThat(dead.getDeadLetterReason()).isEqualTo("why");
    assertThat(dead.getDeadLetterErrorDescription()).isEqualTo("because");
    ServiceBusReceivedMessage deferred =
        receiver.receiveDeferredMessage(second.getSequenceNumber());
    assertThat(deferred.getMessageId()).isEqualTo("2");
    receiver.complete(deferred);
    assertThat(twin.size(queue)).isZero();
  }

  @Test
  void a_lock_can_be_renewed_and_ends_by_itself() {
    twin.queue(queue, StoreOptions.DEFAULT, 0);
    twin.queue(queue + "-short", StoreOptions.DEFAULT.lock(300), 0);
    sender(queue).sendMessage(message("1"));
    ServiceBusReceiverClient receiver = receiver(queue);
    ServiceBusReceivedMessage got = one(receiver);

    assertThat(receiver.renewMessageLock(got)).isAfterOrEqualTo(got.getLockedUntil());
    assertThat(twin.counted(queue, "renewed")).isEqualTo(1);
    twin.loseLocks(queue);
    assertThatThrownBy(() -> receiver.complete(got))
        .isInstanceOfSatisfying(
            ServiceBusException.class,
            e -> assertThat(e.getReason()).isEqualTo(ServiceBusFailureReason.MESSAGE_LOCK_LOST));
    assertThat(one(receiver).getDeliveryCount()).isEqualTo(1);

    sender(queue + "-short").sendMessage(message("2"));
    assertThat(one(receiver(queue + "-short")).getMessageId()).isEqualTo("2");
    await().until(() -> twin.counted(queue + "-short", "lockLost") == 1);
  }

  @Test
  void scheduled_messages_wait_and_can_be_cancelled_and_everything_can_be_peeked() {
    twin.queue(queue, StoreOptions.DEFAULT, 0);
    ServiceBusSenderClient sender = sender(queue);
    long never =
        sender.scheduleMessage(message("never"), OffsetDateTime.now(ZoneOffset.UTC).plusHours(1));
    sender.scheduleMessage(
        message("later"), OffsetDateTime.now(ZoneOffset.UTC).plusNanos(300_000_000));
    ServiceBusReceiverClient receiver = receiver(queue);

    assertThat(receiver.peekMessages(10))
        .extracting(ServiceBusReceivedMessage::getMessageId)
        .containsExactly("never", "later");
    sender.cancelScheduledMessage(never);
    assertThat(one(receiver).getMessageId()).isEqualTo("later");
    assertThat(receiver.peekMessages(10, 0)).hasSize(1);
  }

  @Test
  void sessions_are_held_by_one_and_keep_their_order() {
    twin.queue(queue, StoreOptions.DEFAULT.withSessions(), 0);
    sender(queue)
        .sendMessages(
            List.of(
                message("a1").setSessionId("a"),
                message("b1").setSessionId("b"),
                message("a2").setSessionId("a")));
    ServiceBusSessionReceiverClient accepts = sessions(queue);

    ServiceBusReceiverClient a = accepts.acceptSession("a");
    ServiceBusReceiverClient next = accepts.acceptNextSession();

    assertThat(next.getSessionId()).isEqualTo("b");
    assertThat(a.receiveMessages(2, WAIT))
        .extracting(ServiceBusReceivedMessage::getMessageId)
        .containsExactly("a1", "a2");
    assertThat(a.renewSessionLock()).isAfter(OffsetDateTime.now(ZoneOffset.UTC).plusSeconds(50));
    a.setSessionState(new byte[] {1, 2});
    assertThat(a.getSessionState()).containsExactly(1, 2);
    assertThatThrownBy(() -> sessions(queue).acceptSession("a"))
        .isInstanceOfAny(ServiceBusException.class, AmqpException.class)
        .hasMessageContaining("cannot be accepted");
    a.close();
    ServiceBusReceiverClient again = sessions(queue).acceptSession("a");
    assertThat(one(again).getMessageId()).isEqualTo("a1");
    again.close();
    next.close();
  }

  @Test
  void
      whoever_waits_for_a_session_gets_one_as_soon_as_there_is_one_or_is_told_that_there_is_none() {
    twin.queue(queue, StoreOptions.DEFAULT.withSessions(), 0);
    assertThatThrownBy(() -> sessions(queue, Duration.ofMillis(1_500)).acceptNextSession())
        .isInstanceOf(RuntimeException.class);
    ServiceBusSessionReceiverClient accepts = sessions(queue);
    java.util.concurrent.CompletableFuture<ServiceBusReceiverClient> next =
        java.util.concurrent.CompletableFuture.supplyAsync(accepts::acceptNextSession);

    sender(queue).sendMessage(message("1").setSessionId("late"));

    assertThat(next.orTimeout(5, java.util.concurrent.TimeUnit.SECONDS).join().getSessionId())
        .isEqualTo("late");
    next.join().close();
  }

  @Test
  void a_topic_copies_to_every_subscription_and_takes_no_message_twice() {
    twin.subscription(queue, "one", StoreOptions.DEFAULT);
    twin.subscription(queue, "two", StoreOptions.DEFAULT);
    sender(queue).sendMessage(message("1"));
    assertThat(twin.size(queue + "/subscriptions/one")).isEqualTo(1);
    assertThat(twin.size(queue + "/Subscriptions/TWO")).isEqualTo(1);

    twin.queue(queue + "-dedup", StoreOptions.DEFAULT, 60_000);
    ServiceBusSenderClient sender = sender(queue + "-dedup");
    sender.sendMessage(message("1"));
    sender.sendMessage(message("1"));
    assertThat(twin.size(queue + "-dedup")).isEqualTo(1);
  }

  @Test
  void a_transaction_stores_everything_at_its_commit_and_nothing_when_it_is_rolled_back() {
    twin.queue(queue, StoreOptions.DEFAULT, 0);
    ServiceBusSenderClient sender = sender(queue);
    ServiceBusTransactionContext first = sender.createTransaction();
    sender.sendMessage(message("1"), first);
    sender.sendMessage(message("2"), first);
    assertThat(twin.size(queue)).isZero();
    sender.commitTransaction(first);
    assertThat(twin.messageIds(queue)).containsExactly("1", "2");

    ServiceBusTransactionContext second = sender.createTransaction();
    sender.sendMessage(message("3"), second);
    sender.rollbackTransaction(second);
    assertThat(twin.size(queue)).isEqualTo(2);
  }

  @Test
  void mistakes_are_told_as_the_real_one_tells_them() {
    assertThatThrownBy(() -> sender("no-such").sendMessage(message("1")))
        .isInstanceOfSatisfying(
            ServiceBusException.class,
            e ->
                assertThat(e.getReason())
                    .isEqualTo(ServiceBusFailureReason.MESSAGING_ENTITY_NOT_FOUND));
    twin.queue(queue, StoreOptions.DEFAULT, 0);
    assertThatThrownBy(
            () ->
                sender(builder(twin.connectionString("d3Jvbmc=")), queue).sendMessage(message("1")))
        .isInstanceOfSatisfying(
            ServiceBusException.class,
            e -> assertThat(e.getReason()).isEqualTo(ServiceBusFailureReason.UNAUTHORIZED));
    assertThatThrownBy(() -> sender(queue).sendMessage(new ServiceBusMessage(new byte[300 << 10])))
        .isInstanceOfSatisfying(
            ServiceBusException.class,
            e ->
                assertThat(e.getReason()).isEqualTo(ServiceBusFailureReason.MESSAGE_SIZE_EXCEEDED));
    twin.faults().refuseSends(1, "amqp:resource-limit-exceeded");
    assertThatThrownBy(() -> sender(queue).sendMessage(message("1")))
        .isInstanceOfSatisfying(
            ServiceBusException.class,
            e -> assertThat(e.getReason()).isEqualTo(ServiceBusFailureReason.QUOTA_EXCEEDED));
    sender(queue).sendMessage(new ServiceBusMessage(new byte[200 << 10]));
    assertThat(one(receiver(queue)).getBody().toBytes()).hasSize(200 << 10);
  }

  @Test
  void an_outage_forgets_nothing_and_locks_outlive_the_connection() {
    twin.queue(queue, StoreOptions.DEFAULT, 0);
    sender(queue).sendMessages(List.of(message("1"), message("2")));
    ServiceBusReceiverClient receiver = receiver(queue);
    ServiceBusReceivedMessage got = one(receiver);

    twin.stop();
    try {
      assertThatThrownBy(
              () ->
                  sender(builder(twin.connectionString(), Duration.ofSeconds(2)), queue)
                      .sendMessage(message("3")))
          .isInstanceOf(RuntimeException.class);
    } finally {
      twin.start();
    }

    receiver = receiver(queue);
    assertThat(one(receiver).getMessageId()).isEqualTo("2");
    receiver.complete(got);
    assertThat(twin.messageIds(queue)).containsExactly("2");
  }

  private static ServiceBusMessage message(String id) {
    return new ServiceBusMessage("{}").setMessageId(id);
  }

  private static ServiceBusReceivedMessage one(ServiceBusReceiverClient receiver) {
    return receiver.receiveMessages(1, WAIT).stream().findFirst().orElseThrow();
  }

  private ServiceBusClientBuilder builder(String connectionString) {
    return builder(connectionString, Duration.ofSeconds(20));
  }

  private ServiceBusClientBuilder builder(String connectionString, Duration tryTimeout) {
    return new ServiceBusClientBuilder()
        .connectionString(connectionString)
        .retryOptions(
            new AmqpRetryOptions()
                .setMode(AmqpRetryMode.FIXED)
                .setMaxRetries(0)
                .setDelay(Duration.ofMillis(50))
                .setMaxDelay(Duration.ofSeconds(5))
                .setTryTimeout(tryTimeout));
  }

  private ServiceBusSenderClient sender(String to) {
    return sender(builder(twin.connectionString()), to);
  }

  private ServiceBusSenderClient sender(ServiceBusClientBuilder builder, String to) {
    return opened(builder.sender().queueName(to).buildClient());
  }

  private ServiceBusReceiverClient receiver(String from) {
    return opened(
        builder(twin.connectionString())
            .receiver()
            .queueName(from)
            .disableAutoComplete()
            .maxAutoLockRenewDuration(Duration.ZERO)
            .buildClient());
  }

  private ServiceBusReceiverClient deadLetters(String of) {
    return opened(
        builder(twin.connectionString())
            .receiver()
            .queueName(of)
            .subQueue(SubQueue.DEAD_LETTER_QUEUE)
            .buildClient());
  }

  private ServiceBusSessionReceiverClient sessions(String of) {
    return sessions(of, Duration.ofSeconds(20));
  }

  private ServiceBusSessionReceiverClient sessions(String of, Duration tryTimeout) {
    return opened(
        builder(twin.connectionString(), tryTimeout)
            .sessionReceiver()
            .queueName(of)
            .maxAutoLockRenewDuration(Duration.ZERO)
            .disableAutoComplete()
            .buildClient());
  }

  private <T extends AutoCloseable> T opened(T client) {
    open.add(client);
    return client;
  }
}
