package dev.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.bus.Binding;
import dev.serai.bus.Deviation;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Need;
import dev.serai.bus.Profile;
import dev.serai.bus.Support;
import dev.serai.delivery.SystemScheduler;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every binding tells of itself. */
class ProfilesTest {

  /** Without a connection string nothing can be told of a Service Bus. */
  private static final Map<String, Map<String, Object>> SETTINGS =
      Map.of(
          "servicebus",
          Map.of(
              "connectionString",
              "Endpoint=sb://example.servicebus.windows.net/;SharedAccessKeyName=key;SharedAccessKey=c2VjcmV0"));

  @TempDir Path dir;

  static Set<String> brokers() {
    return Bindings.names();
  }

  private static Map<String, Object> settings(String broker) {
    return SETTINGS.getOrDefault(broker, Map.of());
  }

  @ParameterizedTest
  @MethodSource("brokers")
  void it_says_of_each_need_who_meets_it_and_how(String broker) {
    Profile profile = Bindings.profile(broker, settings(broker));

    for (Need need : Need.values()) {
      Support support = profile.support(need);
      assertThat(support.how()).as("%s of %s", need, broker).isNotBlank().doesNotContain("\n");
    }
    assertThat(profile.support(Need.DURABLE).level()).isNotEqualTo(Support.Level.REFUSED);
    assertThat(profile.support(Need.FAN_OUT).level()).isNotEqualTo(Support.Level.REFUSED);
  }

  @ParameterizedTest
  @MethodSource("brokers")
  void it_names_what_it_makes_for_a_channel_and_a_group(String broker) {
    Profile profile = Bindings.profile(broker, settings(broker));
    GroupSpec group = GroupSpec.of("ci.events", "healer");

    assertThat(profile.creates("ci.events")).isNotEmpty();
    assertThat(profile.creates(group)).isNotEmpty();
    assertThat(profile.refusals(group)).isEmpty();
    assertThat(profile.deviations()).extracting(Deviation::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("brokers")
  void its_capabilities_are_those_of_the_binding(String broker) {
    try (SystemScheduler scheduler = new SystemScheduler();
        Ledger ledger = Ledger.open(dir.resolve("serai.db"), LedgerOptions.defaults());
        Binding binding =
            Bindings.open(broker, settings(broker), scheduler, Map.of(Ledger.class, ledger))) {
      assertThat(Bindings.profile(broker, settings(broker)).capabilities())
          .isEqualTo(binding.capabilities());
    }
  }
}
