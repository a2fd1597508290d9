package dev.serai.bus.servicebus;

import dev.serai.bus.servicebus.twin.Twin;
import dev.serai.cli.DemoContract;
import org.junit.jupiter.api.AfterEach;

class ServiceBusDemoTest extends DemoContract {

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
    return "{ connectionString: '%s', management: '%s' }"
        .formatted(twin.connectionString(), twin.adminUrl());
  }
}
