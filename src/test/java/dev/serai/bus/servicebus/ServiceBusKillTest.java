package dev.serai.bus.servicebus;

import dev.serai.bus.servicebus.twin.Twin;
import dev.serai.delivery.KillContract;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** On Service Bus, which gives the session of a dead hub to another when its connection is gone. */
class ServiceBusKillTest extends KillContract {

  private final Twin twin = Twin.started();

  @AfterEach
  void stop() {
    twin.close();
  }

  @Override
  protected String broker() {
    return "servicebus";
  }

  @Override
  protected Map<String, String> settings() {
    return settings(twin);
  }

  static Map<String, String> settings(Twin twin) {
    return Map.of(
        "connectionString",
        twin.connectionString(),
        "management",
        twin.adminUrl(),
        "timeout",
        "5s");
  }

  @Override
  protected int longestLifeMillis() {
    return 1_000;
  }
}
