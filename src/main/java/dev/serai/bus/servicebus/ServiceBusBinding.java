package dev.serai.bus.servicebus;

import com.azure.messaging.servicebus.administration.ServiceBusAdministrationAsyncClient;
import com.azure.messaging.servicebus.administration.models.SubscriptionProperties;
import dev.serai.bus.Binding;
import dev.serai.bus.BusBusyException;
import dev.serai.bus.Capabilities;
import dev.serai.bus.CheckResult;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Lag;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.bus.Subscription;
import dev.serai.event.InvalidEventException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** The bus on Azure Service Bus. Its time is real time, because locks end by the broker's clock. */
final class ServiceBusBinding implements Binding {

  private static final Duration CHECK = Duration.ofMillis(4_900);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ServiceBusBindingConfig config;
  private final Clients clients;
  private final Provisioner provisioner;
  private final Reach reach;
  private final ServiceBusPublisher publisher;
  private final Oldest oldest;
  private final ExecutorService probes;
  private final Set<Subscription> members = ConcurrentHashMap.newKeySet();

  ServiceBusBinding(ServiceBusBindingConfig config) {
    this.config = config;
    this.clients = new Clients(config);
    this.provisioner = new Provisioner(config, clients);
    this.probes =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "serai-servicebus-probe");
              thread.setDaemon(true);
              return thread;
            });
    this.reach = new Reach(config, probes);
    this.publisher = new ServiceBusPublisher(config, clients, provisioner, reach);
    this.oldest = new Oldest(config, clients);
  }

  @Override
  public CheckResult check() {
    long end = System.nanoTime() + CHECK.toNanos();
    BusBusyException away = reach.probe();
    if (away != null) {
      return CheckResult.failed(away.getMessage(), away);
    }
    try {
      return new Check(config, clients, provisioner)
          .run(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    } catch (RuntimeException e) {
      RuntimeException told = Faults.translated(config.address(), e);
      return CheckResult.failed(told.getMessage(), told);
    }
  }

  @Override
  public Capabilities capabilities() {
    return new ServiceBusProfile(config).capabilities();
  }

  @Override
  public CompletionStage<Receipt> publish(Publication publication) {
    try {
      return publisher.publish(publication);
    } catch (InvalidEventException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public CompletionStage<Void> createGroup(GroupSpec group) {
    return reach
        .open()
        .thenCompose(open -> provisioner.subscription(group))
        .exceptionallyCompose(
            failure -> reach.explain(failure).thenCompose(CompletableFuture::failedFuture));
  }

  @Override
  public Set<String> groups(String channel) {
    try {
      return provisioner
          .administration()
          .listSubscriptions(config.topic(channel))
          .map(SubscriptionProperties::getSubscriptionName)
          .collect(Collectors.toUnmodifiableSet())
          .block(PATIENCE);
    } catch (RuntimeException e) {
      if (Faults.isMissing(e)) {
        return Set.of();
      }
      throw Faults.translated(config.address(), e);
    }
  }

  @Override
  public CompletionStage<Boolean> removeGroup(String channel, String group) {
    oldest.forget(channel, group);
    return provisioner
        .quick(provisioner.administration().deleteSubscription(config.topic(channel), group))
        .thenReturn(true)
        .onErrorResume(Faults::isMissing, missing -> Mono.just(false))
        .toFuture()
        .exceptionallyCompose(
            failure ->
                CompletableFuture.failedFuture(Faults.translated(config.address(), failure)));
  }

  @Override
  public Subscription subscribe(GroupSpec group, DeliveryListener listener) {
    Listening listening = new Listening(group, config.address(), listener);
    String topic = config.topic(group.channel());
    Subscription member =
        group.ordered()
            ? new SessionMember(
                    group, topic, config.sessions(), clients.connection(), listening, reach)
                .start()
            : new PlainMember(group, topic, clients.connection(), listening).start();
    members.add(member);
    return new Subscription() {
      @Override
      public void request(int count) {
        member.request(count);
      }

      @Override
      public void close() {
        member.close();
        members.remove(member);
      }
    };
  }

  @Override
  public Lag lag(String channel, String group) {
    ServiceBusAdministrationAsyncClient administration = provisioner.administration();
    try {
      return administration
          .getSubscriptionRuntimeProperties(config.topic(channel), group)
          .flatMap(counts -> oldest.lag(channel, group, counts.getActiveMessageCount()))
          .block(PATIENCE);
    } catch (RuntimeException e) {
      return Lag.unknown();
    }
  }

  @Override
  public void close() {
    members.forEach(Subscription::close);
    members.clear();
    publisher.close();
    oldest.close();
    probes.shutdown();
  }
}
