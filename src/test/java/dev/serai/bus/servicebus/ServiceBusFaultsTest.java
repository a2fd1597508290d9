package dev.serai.bus.servicebus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import dev.serai.bus.Binding;
import dev.serai.bus.BusBusyException;
import dev.serai.bus.Delivery;
import dev.serai.bus.FaultsContract;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.servicebus.twin.Twin;
import dev.serai.conformance.Member;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when Service Bus, its limits or the way to it fail. */
class ServiceBusFaultsTest extends FaultsContract {

  private final String store = channel + "/subscriptions/group";

  private final Twin twin = Twin.started();

  @Override
  protected void removeBroker() {
    twin.close();
  }

  @Override
  protected Binding openBinding() {
    return open(Map.of());
  }

  @Override
  protected void killBroker() {
    twin.stop();
  }

  @Override
  protected void startBroker() {
    twin.start();
  }

  @Override
  protected void cutConnections() {
    twin.cutConnections();
  }

  @Override
  protected void publishNoEvent() {
    try (ServiceBusSenderClient sender =
        new ServiceBusClientBuilder()
            .connectionString(twin.connectionString())
            .sender()
            .topicName(channel)
            .buildClient()) {
      sender.sendMessage(new ServiceBusMessage("hello"));
    }
  }

  @Override
  protected void findNoEvent() {
    patiently().until(() -> twin.size(store + "/$deadletterqueue") == 1);
  }

  @Override
  protected String address() {
    return "Service Bus at localhost: ";
  }

  @Override
  protected Duration deadline() {
    return Duration.ofSeconds(5);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_settlement_without_an_answer_is_sent_again(boolean ordered) {
    Binding binding = binding(Map.of());
    create(binding, group(ordered));
    twin.faults().lostSettlements.set(3);
    for (int i = 0; i < 10; i++) {
      publish(binding, event(Integer.toString(i), "k"));
    }
    try (Member member = Member.of(binding, group(ordered), 100)) {
      patiently().until(() -> member.ids().size() == 10);
      member.ackAll();

      patiently().until(() -> twin.size(store) == 0);
      assertThat(member.ids()).hasSize(10);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_connection_that_is_cut_while_settlements_are_under_way_repeats_none(boolean ordered) {
    Binding binding = binding(Map.of());
    create(binding, group(ordered));
    for (int i = 0; i < 10; i++) {
      publish(binding, event(Integer.toString(i), "k"));
    }
    try (Member member = Member.of(binding, group(ordered), 100)) {
      patiently().until(() -> member.ids().size() == 10);
      twin.faults().settlementDelayMillis = 300;
      member.ackAll();

      twin.cutConnections();
      twin.faults().settlementDelayMillis = 0;

      patiently().until(() -> twin.size(store) == 0);
      assertThat(member.ids()).hasSize(10);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_handler_slower_than_the_lock_keeps_what_it_has(boolean ordered) {
    Binding binding = binding(Map.of());
    create(binding, group(ordered));
    try (Member member = Member.of(binding, group(ordered), 10)) {
      publishUntilTaken(binding, event("1", "k"));
      patiently().until(() -> member.ids().size() == 1);
      assertThat(member.deliveries().get(0).begin()).isTrue();
      String renewals = ordered ? "sessionRenewed" : "renewed";

      patiently().until(() -> twin.counted(store, renewals) >= 2);

      member.ackAll();
      patiently().until(() -> twin.size(store) == 0);
      assertThat(member.ids()).hasSize(1);
      assertThat(twin.counted(store, "lockLost")).isZero();
    }
  }

  @Test
  void what_a_member_has_lost_it_does_not_begin_and_what_it_has_acked_comes_no_second_time() {
    Binding binding = binding(Map.of());
    create(binding, group(false));
    for (int i = 0; i < 3; i++) {
      publishUntilTaken(binding, event(Integer.toString(i), "k"));
    }
    try (Member member = Member.of(binding, group(false), 3)) {
      patiently().until(() -> member.ids().size() == 3);
      Delivery running = member.deliveries().get(0);
      assertThat(running.begin()).isTrue();

      twin.loseLocks(store);
      member.request(10);

      patiently().until(() -> member.ids().size() == 5);
      assertThat(member.ids().subList(3, 5)).containsExactlyInAnyOrder("1", "2");
      assertThat(member.deliveries().get(1).begin()).isFalse();
      running.ack();
      member.deliveries().subList(3, 5).forEach(Delivery::ack);
      patiently().until(() -> twin.size(store) == 0);
    }
  }

  @Test
  void a_full_or_busy_service_bus_refuses_as_busy_and_then_takes_events_again() {
    Binding binding = binding(Map.of());
    create(binding, group(false));
    publishUntilTaken(binding, event("0", "k"));

    twin.faults().refuseSends(1, "amqp:resource-limit-exceeded");
    assertThatThrownBy(() -> publish(binding, event("1", "k")))
        .hasCauseInstanceOf(BusBusyException.class)
        .hasMessageContaining("the topic is full: raise its size");
    twin.faults().refuseSends(1, "com.microsoft:server-busy");
    assertThatThrownBy(() -> publish(binding, event("2", "k")))
        .hasCauseInstanceOf(BusBusyException.class)
        .hasMessageContaining("it asks for less");

    publish(binding, event("3", "k"));
    assertThat(twin.size(store)).isEqualTo(2);
  }

  @Test
  void a_wrong_key_is_told_with_the_way_out() {
    Binding binding = binding(Map.of("connectionString", twin.connectionString("wrong")));
    String told =
        "Service Bus at localhost: the login is not accepted: check the key in brokers.servicebus.connectionString";

    assertThat(binding.check().detail()).startsWith(told).doesNotContain("\n");
    assertThatThrownBy(() -> publish(binding, event("1", "k"))).hasMessageContaining(told);
    assertThatThrownBy(() -> create(binding, group(true))).hasMessageContaining(told);
  }

  @Test
  void a_key_that_is_mended_while_the_hub_runs_is_used_from_then_on() {
    Binding binding = binding(Map.of());
    create(binding, group(false));
    twin.faults().refuseTokens = true;
    twin.cutConnections();
    assertThatThrownBy(() -> publish(binding, event("1", "k")))
        .hasMessageContaining("the login is not accepted");

    twin.faults().refuseTokens = false;

    publishUntilTaken(binding, event("2", "k"));
  }

  @Test
  void an_unknown_host_and_a_silent_port_are_told_with_the_way_out() {
    Binding nowhere =
        binding(
            Map.of(
                "connectionString",
                "Endpoint=sb://no-such-host.invalid;SharedAccessKeyName=a;SharedAccessKey=b"));
    assertThat(nowhere.check().detail())
        .startsWith(
            "Service Bus at no-such-host.invalid: the host is unknown: check Endpoint in brokers.servicebus.connectionString")
        .doesNotContain("\n");
    Binding silent = binding(Map.of());
    twin.stop();

    assertThat(silent.check().detail())
        .startsWith("Service Bus at localhost: nothing answers there: is it running?")
        .doesNotContain("\n");
    assertThatThrownBy(() -> publish(silent, event("1", "k")))
        .hasCauseInstanceOf(BusBusyException.class)
        .hasMessageContaining("nothing answers there: is it running?");
  }

  @Test
  void a_missing_topic_or_subscription_is_told_with_the_way_out() {
    Binding verifying = binding(Map.of("provisioning", "verify"));
    assertThatThrownBy(() -> publish(verifying, event("1", "k")))
        .hasMessageContaining(
            "topic '%s' is missing: make it, or set brokers.servicebus.provisioning to create"
                .formatted(channel));
    Binding trusting = binding(Map.of("provisioning", "none"));
    assertThatThrownBy(() -> publish(trusting, event("1", "k")))
        .hasMessageContaining(
            "a topic or subscription is missing: set brokers.servicebus.provisioning to create, or make it as 'serai plan' says");

    create(
        binding(Map.of()),
        new GroupSpec(channel, "other", GroupSpec.From.LATEST, true, deadline()));

    assertThatThrownBy(() -> create(verifying, group(true)))
        .hasMessageContaining(
            "subscription 'group' of topic '%s' is missing: make it with sessions, or set brokers.servicebus.provisioning to create"
                .formatted(channel));
  }

  @Test
  void a_group_that_cannot_be_ordered_any_more_is_refused_with_the_way_out() {
    Binding binding = binding(Map.of());
    create(binding, group(false));

    assertThatThrownBy(() -> create(binding, group(true)))
        .hasMessageContaining(
            "subscription 'group' of topic '%s' has no sessions, but the route needs order by key"
                .formatted(channel))
        .hasMessageContaining("give the route another group");
  }

  private Binding binding(Map<String, Object> settings) {
    return closing(open(settings));
  }

  private Binding open(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(ServiceBusBindingTest.settings(twin));
    all.putAll(settings);
    return new ServiceBusBinding(ServiceBusBindingConfig.of(all));
  }
}
