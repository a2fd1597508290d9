package dev.serai.bus.servicebus;

import com.azure.messaging.servicebus.ServiceBusSenderAsyncClient;
import com.azure.messaging.servicebus.administration.models.NamespaceProperties;
import dev.serai.bus.CheckResult;
import dev.serai.bus.servicebus.ServiceBusBindingConfig.Provisioning;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Asks the namespace whether it lets this login in. Throws what the SDK throws. */
final class Check {

  /** Never made: that it is missing is told only to those who may come in. */
  private static final String NOWHERE = "serai-check";

  private final ServiceBusBindingConfig config;
  private final Clients clients;
  private final Provisioner provisioner;

  Check(ServiceBusBindingConfig config, Clients clients, Provisioner provisioner) {
    this.config = config;
    this.clients = clients;
    this.provisioner = provisioner;
  }

  CheckResult run(Duration patience) {
    ServiceBusSenderAsyncClient sender =
        clients.connection().sender().topicName(config.topic(NOWHERE)).buildAsyncClient();
    try {
      Mono<String> connected =
          sender
              .createMessageBatch()
              .map(batch -> "")
              .onErrorResume(Faults::isMissing, missing -> Mono.just(""));
      Mono<String> managed =
          config.provisioning() == Provisioning.NONE
              ? Mono.just("topics and subscriptions are not looked after")
              : provisioner.administration().getNamespaceProperties().map(Check::tier);
      String detail = Mono.zip(connected, managed, (x, tier) -> tier).block(patience);
      return CheckResult.ok(config.address() + ", " + detail);
    } finally {
      sender.close();
    }
  }

  private static String tier(NamespaceProperties namespace) {
    return "tier " + namespace.getMessagingSku();
  }
}
