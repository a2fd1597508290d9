package dev.serai.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.bus.Binding;
import dev.serai.bus.BusBusyException;
import dev.serai.bus.Delivery;
import dev.serai.bus.EventTooLargeException;
import dev.serai.bus.FaultsContract;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Publication;
import dev.serai.conformance.Member;
import io.cloudevents.CloudEvent;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.ConsumerGroupState;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens when Kafka, what it holds or the way to it fail. */
class KafkaFaultsTest extends FaultsContract {

  private static final int FAR = KafkaProcess.freePort();
  private static final int SASL = KafkaProcess.freePort();
  private static final int TLS = KafkaProcess.freePort();
  private static Cable cable;
  private static KafkaProcess kafka;

  @BeforeAll
  static void start() {
    cable = new Cable(FAR);
    kafka =
        new KafkaProcess(
            List.of(
                new KafkaProcess.Listener("FAR", "PLAINTEXT", FAR, cable.port()),
                new KafkaProcess.Listener("USERS", "SASL_PLAINTEXT", SASL, SASL),
                new KafkaProcess.Listener("TLS", "SSL", TLS, TLS)),
            Map.of(
                "sasl.enabled.mechanisms", "PLAIN",
                "listener.name.users.plain.sasl.jaas.config",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required user_serai=\"right\";",
                "listener.name.tls.ssl.keystore.type", "PEM",
                "listener.name.tls.ssl.keystore.location", file("expired.pem")));
  }

  @AfterAll
  static void stop() {
    kafka.close();
    cable.close();
  }

  @Override
  protected Binding openBinding() {
    return open(Map.of());
  }

  @Override
  protected Binding openToBeCut() {
    return open(Map.of("bootstrapServers", "localhost:" + cable.port()));
  }

  @Override
  protected void killBroker() {
    kafka.kill();
  }

  @Override
  protected void startBroker() {
    kafka.start();
  }

  @Override
  protected void cutConnections() {
    cable.cut();
  }

  @Override
  protected void publishNoEvent() {
    try (Producer<String, String> stranger =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      var unused = stranger.send(new ProducerRecord<>(channel, "k", "hello world"));
    }
  }

  @Override
  protected String address() {
    return "Kafka at localhost:";
  }

  @Override
  protected Duration deadline() {
    return Duration.ofSeconds(20);
  }

  @Test
  void of_what_a_lost_member_had_only_the_unsettled_goes_to_others_and_it_begins_nothing_more() {
    Binding near = binding(session("1000"));
    Map<String, Object> settings = new HashMap<>(session("1000"));
    settings.put("bootstrapServers", "localhost:" + cable.port());
    Binding far = binding(settings);
    GroupSpec group = group(true);
    create(near, group);
    for (int i = 0; i < 10; i++) {
      publish(near, event(Integer.toString(i), "k"));
    }
    try (Member lost = Member.of(far, group, 10)) {
      patiently().until(() -> lost.ids().size() == 10);
      assertThat(lost.deliveries().get(0).begin()).isTrue();
      lost.deliveries().subList(1, 9).forEach(Delivery::ack);
      patiently().until(() -> lag(near) == 2);

      cable.freeze();
      try (Member other = Member.of(near, group, 100)) {
        patiently().until(() -> other.ids().size() == 2);
        assertThat(other.ids()).containsExactly("0", "9");
        assertThat(lost.deliveries().get(9).begin()).isFalse();
        other.ackAll();
        patiently().until(() -> lag(near) == 0);
        cable.thaw();
        lost.deliveries().get(0).ack();
        publish(near, event("10", "k"));
        patiently().until(() -> other.ids().contains("10") || lost.ids().contains("10"));
      }
    } finally {
      cable.thaw();
    }
  }

  @Test
  void a_member_that_leaves_while_partitions_are_shared_out_has_told_what_it_settled() {
    Binding near = binding(session("6000"));
    Map<String, Object> settings = new HashMap<>(session("3000"));
    settings.put("bootstrapServers", "localhost:" + cable.port());
    Binding far = binding(settings);
    GroupSpec group = group(true);
    create(near, group);
    Member leaving = Member.of(near, group, 1_000);
    try (Member silent = Member.of(far, group, 1_000)) {
      patiently()
          .until(
              () -> {
                publish(near, event("early-" + UUID.randomUUID(), UUID.randomUUID().toString()));
                return !leaving.ids().isEmpty() && !silent.ids().isEmpty();
              });
      // What it got before may have been the other one's when that joined.
      int before = leaving.ids().size();
      patiently()
          .until(
              () -> {
                publish(near, event("kept-" + UUID.randomUUID(), UUID.randomUUID().toString()));
                return leaving.ids().size() >= before + 3;
              });

      // Until its session ends, the others wait for the answer of the silent one.
      cable.freeze();
      try (Member next = Member.of(binding(session("6000")), group, 1_000)) {
        patiently().until(this::isSharing);
        List<String> settled = leaving.ids().subList(before, leaving.ids().size());
        leaving.ackAll();
        leaving.close();

        patiently()
            .until(
                () -> {
                  publish(near, event("late", UUID.randomUUID().toString()));
                  return next.deliveries().stream()
                          .map(KafkaFaultsTest::partition)
                          .distinct()
                          .count()
                      == 3;
                });
        assertThat(next.ids()).doesNotContainAnyElementsOf(settled);
        cable.thaw();
      }
    } finally {
      cable.thaw();
    }
  }

  /** Whether some group of this broker waits for its members to take part. */
  private boolean isSharing() throws Exception {
    try (Admin admin = kafka.admin()) {
      var sharing =
          new ListConsumerGroupsOptions().inStates(Set.of(ConsumerGroupState.PREPARING_REBALANCE));
      return !admin.listConsumerGroups(sharing).all().get().isEmpty();
    }
  }

  @Test
  void a_handler_slower_than_the_poll_interval_keeps_what_it_has() {
    Map<String, Object> settings = Map.of("properties", Map.of("max.poll.interval.ms", "2000"));
    Binding one = binding(settings);
    Binding two = binding(settings);
    GroupSpec group = group(false);
    create(one, group);
    publish(one, event("slow", "k"));
    try (Member slow = Member.of(one, group, 1)) {
      patiently().until(() -> slow.ids().size() == 1);
      assertThat(slow.deliveries().get(0).begin()).isTrue();
      try (Member other = Member.of(two, group, 10)) {
        await()
            .during(Duration.ofMillis(2_500))
            .until(() -> slow.ids().size() + other.ids().size() == 1);
        slow.ackAll();
        patiently().until(() -> lag(one) == 0);
      }
    }
  }

  @Test
  void a_topic_that_takes_less_than_the_hub_is_told_with_the_way_out() throws Exception {
    try (Admin admin = kafka.admin()) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(channel, Optional.of(1), Optional.empty())
                      .configs(Map.of("max.message.bytes", "20000"))))
          .all()
          .get();
    }
    CloudEvent large = builder("1").data(new byte[30_000]).build();
    Binding binding = binding(Map.of());

    assertThatThrownBy(() -> publish(binding, large))
        .cause()
        .isInstanceOf(EventTooLargeException.class)
        .hasMessageContaining(
            "topic '%s' takes no event of that size: raise its max.message.bytes to 1114112, or lower brokers.kafka.maxEventBytes"
                .formatted(channel));
    assertThatThrownBy(
            () ->
                binding
                    .publish(new Publication(channel, List.of(event("2", "a"), large), false))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(EventTooLargeException.class);
    publish(binding, event("3", "a"));
    create(binding, group(false));
    try (Member member = Member.of(binding, group(false), 10)) {
      patiently().until(() -> !member.ids().isEmpty());
      assertThat(member.ids()).containsExactly("3");
    }
  }

  @Test
  void a_missing_topic_is_told_with_the_way_out() {
    Binding binding = binding(Map.of("provisioning", "verify"));

    assertThatThrownBy(() -> publish(binding, event("1", "k")))
        .hasRootCauseMessage("This server does not host this topic-partition.")
        .hasMessageContaining(
            "topic '%s' is missing: make it, or set brokers.kafka.provisioning to create"
                .formatted(channel));
  }

  @Test
  void an_unknown_host_and_a_silent_port_are_told_with_the_way_out() {
    assertThat(told(Map.of("bootstrapServers", "no-such-host.invalid:1")))
        .startsWith("Kafka at no-such-host.invalid:1: ")
        .contains("the host is unknown: check brokers.kafka.bootstrapServers");
    Binding silent = binding(Map.of("bootstrapServers", "localhost:1"));
    assertThat(silent.check().detail()).contains("nothing answers there: is Kafka running?");
    assertThatThrownBy(() -> publish(silent, event("1", "k")))
        .hasCauseInstanceOf(BusBusyException.class)
        .hasMessageContaining("nothing answers there: is Kafka running?");
  }

  @Test
  void a_wrong_password_is_told_with_the_way_out() {
    assertThat(told(user("wrong")))
        .contains("it does not know the user: check user and password")
        .contains("sasl.jaas.config");
    assertThat(binding(user("right")).check().ok()).isTrue();
  }

  @Test
  void an_expired_certificate_is_told_with_the_way_out() {
    assertThat(told(tls(TLS, Map.of("ssl.truststore.location", file("authority.pem")))))
        .contains("a certificate has expired: renew it");
    assertThat(told(tls(TLS, Map.of())))
        .contains("its certificate is not trusted: set ssl.truststore.location");
    assertThat(told(tls(kafka.port(), Map.of()))).contains("check security.protocol");
  }

  @Test
  void a_check_that_gets_no_answer_ends_in_time() {
    cable.freeze();
    try {
      long begun = System.nanoTime();

      assertThat(told(Map.of("bootstrapServers", "localhost:" + cable.port())))
          .contains("it takes connections but does not answer in time: check security.protocol");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(6));
    } finally {
      cable.thaw();
    }
  }

  private String told(Map<String, Object> settings) {
    return binding(settings).check().detail();
  }

  private static Map<String, Object> user(String password) {
    return Map.of(
        "bootstrapServers",
        "localhost:" + SASL,
        "properties",
        Map.of(
            "security.protocol",
            "SASL_PLAINTEXT",
            "sasl.mechanism",
            "PLAIN",
            "sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"serai\" password=\"%s\";"
                .formatted(password)));
  }

  private static Map<String, Object> tls(int port, Map<String, String> more) {
    Map<String, String> properties = new HashMap<>(more);
    properties.put("security.protocol", "SSL");
    if (!more.isEmpty()) {
      properties.put("ssl.truststore.type", "PEM");
    }
    return Map.of("bootstrapServers", "localhost:" + port, "properties", properties);
  }

  private static String partition(Delivery delivery) {
    return delivery.position().split("-", 2)[0];
  }

  private static Map<String, Object> session(String millis) {
    return Map.of("properties", Map.of("session.timeout.ms", millis));
  }

  private static String file(String name) {
    try {
      return Path.of(KafkaFaultsTest.class.getResource(name).toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private Binding binding(Map<String, Object> settings) {
    return closing(open(settings));
  }

  private static Binding open(Map<String, Object> settings) {
    Map<String, Object> all =
        new HashMap<>(
            Map.of("bootstrapServers", kafka.bootstrapServers(), "partitions", 3, "timeout", "2s"));
    all.putAll(settings);
    return new KafkaBinding(KafkaBindingConfig.of(all));
  }
}
