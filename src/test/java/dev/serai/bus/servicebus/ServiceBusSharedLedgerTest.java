package dev.serai.bus.servicebus;

import dev.serai.bus.servicebus.twin.Twin;
import dev.serai.delivery.SharedLedgerContract;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** On Service Bus, where a session, which is a key, belongs to one hub at a time. */
class ServiceBusSharedLedgerTest extends SharedLedgerContract {

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
    return ServiceBusKillTest.settings(twin);
  }
}
