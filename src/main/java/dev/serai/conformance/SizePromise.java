package dev.serai.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.bus.EventTooLargeException;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Publication;
import dev.serai.event.EventSize;
import io.cloudevents.CloudEvent;
import org.junit.jupiter.api.Test;

/** 13. One maximum for the deployment; larger is refused before the broker sees it. */
abstract class SizePromise {

  private final BindingContract contract;

  SizePromise(BindingContract contract) {
    this.contract = contract;
  }

  @Test
  void the_largest_allowed_event_arrives() {
    TestHub hub = contract.hub();
    GroupSpec group = TestRoute.on(contract.channel).spec();
    hub.createGroup(group);
    CloudEvent largest = ofSize(hub.binding.capabilities().maxEventBytes());

    hub.publish(contract.channel, largest);

    try (Member member = Member.of(hub.binding, group, 1)) {
      await().until(() -> member.ids().size() == 1);
      assertThat(EventSize.of(member.deliveries().get(0).event()))
          .isEqualTo(hub.binding.capabilities().maxEventBytes());
    }
  }

  @Test
  void one_byte_more_is_refused_with_the_numbers_and_the_way_out() {
    TestHub hub = contract.hub();
    int max = hub.binding.capabilities().maxEventBytes();

    assertThatThrownBy(() -> hub.publish(contract.channel, ofSize(max + 1)))
        .cause()
        .isInstanceOf(EventTooLargeException.class)
        .hasMessageContaining("event 'big' for channel '" + contract.channel + "'")
        .hasMessageContaining((max + 1) + " bytes")
        .hasMessageContaining("at most " + max)
        .hasMessageContaining("raise maxEventBytes");
  }

  @Test
  void the_binding_refuses_it_too() {
    TestHub hub = contract.hub();
    CloudEvent tooLarge = ofSize(hub.binding.capabilities().maxEventBytes() + 1);

    assertThat(hub.binding.publish(Publication.of(contract.channel, tooLarge)))
        .failsWithin(java.time.Duration.ofSeconds(10))
        .withThrowableOfType(java.util.concurrent.ExecutionException.class)
        .withCauseInstanceOf(EventTooLargeException.class);
  }

  private static CloudEvent ofSize(int bytes) {
    int envelope = (int) EventSize.of(BindingContract.builder("big").data(new byte[0]).build());
    return BindingContract.builder("big").data(new byte[bytes - envelope]).build();
  }
}
