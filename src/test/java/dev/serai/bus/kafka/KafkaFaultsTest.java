package dev.serai.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.bus.Binding;
import dev.serai.bus.BusBusyException;
import dev.serai.bus.Delivery;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.EventTooLargeException;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Publication;
import dev.serai.bus.Subscription;
import dev.serai.conformance.Member;
import dev.serai.event.HubEvent;
import dev.serai.event.HubEventBuilder;
import io.cloudevents.CloudEvent;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens when Kafka, what it holds or the way to it fail. */
class KafkaFaultsTest {

  private static final int FAR = KafkaProcess.freePort();
  private static final int SASL = KafkaProcess.freePort();
  private static final int TLS = KafkaProcess.freePort();
  private static Cable cable;
  private static KafkaProcess kafka;

  private final String channel = "faults-" + UUID.randomUUID();
  private final List<Binding> open = new ArrayList<>();

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

  @AfterEach
  void close() {
    open.forEach(Binding::close);
  }

  @Test
  void a_kafka_that_was_killed_has_all_it_confirmed_and_the_group_goes_on() {
    Binding binding = binding(Map.of());
    GroupSpec group = group(false);
    create(binding, group);
    Hears hears = new Hears();
    Subscription subscription = binding.subscribe(group, hears);
    subscription.request(10_000);
    Set<String> confirmed = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 2_000; i++) {
      String id = Integer.toString(i);
      binding
          .publish(Publication.of(channel, event(id, "k" + i % 7)))
          .whenComplete(
              (receipt, failure) -> {
                if (failure == null) {
                  confirmed.add(id);
                }
              });
    }
    patiently().until(() -> confirmed.size() > 500);

    kafka.kill();
    patiently().until(() -> !hears.troubles.isEmpty());
    kafka.start();

    patiently().until(() -> hears.recovered.get() >= 1);
    publishUntilTaken(binding, event("last", "k"));
    patiently().until(() -> hears.ids().contains("last"));
    patiently().untilAsserted(() -> assertThat(hears.ids()).containsAll(confirmed));
    assertThat(hears.troubles.get(0)).hasMessageStartingWith("Kafka at localhost:");
    subscription.close();
  }

  @Test
  void connections_that_are_cut_are_mended_and_nothing_settled_comes_again() {
    Binding binding = binding(Map.of("bootstrapServers", "localhost:" + cable.port()));
    GroupSpec group = group(true);
    create(binding, group);
    Hears hears = new Hears();
    Subscription subscription = binding.subscribe(group, hears);
    subscription.request(10_000);
    for (int i = 0; i < 200; i++) {
      if (i % 50 == 25) {
        cable.cut();
      }
      publishUntilTaken(binding, event(Integer.toString(i), "k" + i % 3));
    }

    patiently().until(() -> Set.copyOf(hears.ids()).size() == 200);
    patiently().until(() -> lag(binding) == 0);
    assertThat(hears.deliveries.stream().map(Delivery::position)).doesNotHaveDuplicates();
    subscription.close();
  }

  @Test
  void of_what_a_lost_member_had_only_the_unsettled_goes_to_others_and_it_begins_nothing_more() {
    Binding near = binding(shortSession());
    Map<String, Object> settings = new HashMap<>(shortSession());
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
  void a_record_that_is_no_event_is_passed_over_and_holds_up_nothing() {
    Binding binding = binding(Map.of());
    GroupSpec group = group(false);
    create(binding, group);
    try (Producer<String, String> stranger =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      var unused = stranger.send(new ProducerRecord<>(channel, "k", "hello world"));
    }
    publish(binding, event("1", "k"));

    try (Member member = Member.of(binding, group, 10)) {
      patiently().until(() -> member.ids().equals(List.of("1")));
      member.ackAll();
      patiently().until(() -> lag(binding) == 0);
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

  private static Map<String, Object> shortSession() {
    return Map.of("properties", Map.of("session.timeout.ms", "1000"));
  }

  private static String file(String name) {
    try {
      return Path.of(KafkaFaultsTest.class.getResource(name).toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private GroupSpec group(boolean ordered) {
    return new GroupSpec(
        channel, "group", GroupSpec.From.EARLIEST, ordered, Duration.ofSeconds(20));
  }

  private Binding binding(Map<String, Object> settings) {
    Map<String, Object> all =
        new HashMap<>(
            Map.of("bootstrapServers", kafka.bootstrapServers(), "partitions", 3, "timeout", "2s"));
    all.putAll(settings);
    Binding binding = new KafkaBinding(KafkaBindingConfig.of(all));
    open.add(binding);
    return binding;
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofSeconds(40));
  }

  private static void create(Binding binding, GroupSpec group) {
    binding.createGroup(group).toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private long lag(Binding binding) {
    return binding.lag(channel, "group").events().orElse(-1);
  }

  private void publish(Binding binding, CloudEvent event) {
    binding
        .publish(Publication.of(channel, event))
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private void publishUntilTaken(Binding binding, CloudEvent event) {
    patiently()
        .pollInterval(Duration.ofMillis(10))
        .pollDelay(Duration.ZERO)
        .until(
            () ->
                binding
                    .publish(Publication.of(channel, event))
                    .handle((receipt, failure) -> failure == null)
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS));
  }

  private static HubEventBuilder builder(String id) {
    return HubEvent.builder().id(id).source("/s").type("t");
  }

  private static CloudEvent event(String id, String key) {
    return builder(id).extension("partitionkey", key).build();
  }

  private static final class Hears implements DeliveryListener {

    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final List<Throwable> troubles = new CopyOnWriteArrayList<>();
    private final AtomicInteger recovered = new AtomicInteger();

    List<String> ids() {
      return deliveries.stream().map(delivery -> delivery.event().getId()).toList();
    }

    @Override
    public void onDeliveries(List<Delivery> more) {
      deliveries.addAll(more);
      more.forEach(Delivery::ack);
    }

    @Override
    public void onTrouble(Throwable cause) {
      troubles.add(cause);
    }

    @Override
    public void onRecovered() {
      recovered.incrementAndGet();
    }
  }
}
