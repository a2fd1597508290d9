package dev.serai.bus.servicebus;

import dev.serai.bus.servicebus.twin.Twin;
import dev.serai.hub.HubContract;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** With {@code broker: servicebus}. */
class ServiceBusHubTest extends HubContract {

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
  protected String settings() {
    return "connectionString: \"${SERAI_SERVICEBUS_CONNECTION}\", management: \"${MANAGEMENT}\", timeout: 5s";
  }

  @Override
  protected Map<String, String> variables() {
    return Map.of(
        "SERAI_SERVICEBUS_CONNECTION", twin.connectionString(), "MANAGEMENT", twin.adminUrl());
  }

  @Override
  protected void breakBroker() {
    twin.stop();
  }

  @Override
  protected void mendBroker() {
    twin.start();
  }
}
