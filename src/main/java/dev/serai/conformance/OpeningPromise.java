package dev.serai.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.serai.bus.Capabilities;
import dev.serai.bus.CheckResult;
import org.junit.jupiter.api.Test;

/** 1. Opening does no I/O; {@code check()} reports and never throws. */
abstract class OpeningPromise {

  private final BindingContract contract;

  OpeningPromise(BindingContract contract) {
    this.contract = contract;
  }

  @Test
  void a_broker_that_can_be_used_is_reported_in_one_line() {
    CheckResult check = contract.hub().binding.check();

    assertThat(check.ok()).as(check.detail()).isTrue();
    assertThat(check.detail()).isNotBlank().doesNotContain("\n");
    assertThat(check.cause()).isEmpty();
  }

  @Test
  void a_broker_that_cannot_be_used_is_a_value_and_no_exception() {
    TestHub hub = contract.hub();
    contract.breakBroker();
    assertThatCode(() -> hub.publish(contract.channel, BindingContract.event("1")))
        .isInstanceOf(RuntimeException.class);

    CheckResult check = hub.binding.check();

    contract.mendBroker();
    assertThat(check.ok()).isFalse();
    assertThat(check.detail()).isNotBlank();
  }

  @Test
  void a_hub_opens_while_the_broker_is_broken_and_serves_once_it_is_mended() {
    TestHub before = contract.hub();
    contract.breakBroker();
    TestHub hub = contract.restart(before);
    contract.mendBroker();

    assertThat(hub.publish(contract.channel, BindingContract.event("1")).stored()).isEqualTo(1);
  }

  @Test
  void what_it_can_do_is_told_without_a_connection() {
    Capabilities capabilities = contract.hub().binding.capabilities();

    assertThat(capabilities.maxEventBytes()).isGreaterThanOrEqualTo(64 << 10);
  }

  @Test
  void closing_twice_is_closing_once() {
    TestHub hub = contract.hub();
    hub.binding.close();

    assertThatCode(hub.binding::close).doesNotThrowAnyException();
  }
}
