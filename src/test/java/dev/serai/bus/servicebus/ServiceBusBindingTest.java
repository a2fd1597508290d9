package dev.serai.bus.servicebus;

import static org.awaitility.Awaitility.await;

import dev.serai.bus.Binding;
import dev.serai.bus.BindingContext;
import dev.serai.bus.servicebus.twin.Twin;
import dev.serai.conformance.BindingContract;
import dev.serai.conformance.TestHub;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Service Bus keeps every promise, but for the deviations below. */
class ServiceBusBindingTest extends BindingContract {

  private static Twin twin;

  @BeforeAll
  static void start() {
    twin = Twin.started();
    // The first use of the SDK in a process takes seconds on a busy machine.
    try (Binding first = new ServiceBusBinding(ServiceBusBindingConfig.of(settings(twin)))) {
      await().atMost(Duration.ofSeconds(30)).until(() -> first.check().ok());
    }
  }

  @AfterAll
  static void stop() {
    twin.close();
  }

  @Override
  protected Binding openBinding(BindingContext hub) {
    return new ServiceBusBindingProvider().open(settings(twin), hub);
  }

  static Map<String, Object> settings(Twin twin) {
    return Map.of(
        "connectionString",
        twin.connectionString(),
        "management",
        twin.adminUrl(),
        "timeout",
        "5s");
  }

  @Override
  protected void breakBroker() {
    twin.stop();
  }

  @Override
  protected void mendBroker() {
    twin.start();
  }

  /** Deviation: a topic keeps nothing for subscriptions to come. */
  @Override
  protected boolean keepsForNewGroups() {
    return false;
  }

  /** Service Bus has its own clock, so the messages are taken to be that much older. */
  @Override
  protected void publishedAgo(TestHub hub, Duration ago, CloudEvent... events) {
    twin.faults().agedMillis = ago.toMillis();
    try {
      hub.publish(channel, events);
    } finally {
      twin.faults().agedMillis = 0;
    }
  }
}
