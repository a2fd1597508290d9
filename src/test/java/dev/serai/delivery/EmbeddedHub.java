package dev.serai.delivery;

import dev.serai.bus.Binding;
import dev.serai.bus.BindingContext;
import dev.serai.bus.BindingProvider;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.bus.Scheduler;
import dev.serai.conformance.FaultyBinding;
import dev.serai.conformance.VirtualScheduler;
import dev.serai.event.Extensions;
import dev.serai.event.HubEvent;
import dev.serai.ledger.DeadLetter;
import dev.serai.ledger.DeadLetterQuery;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerOptions;
import dev.serai.ledger.ParkedDelivery;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A hub on the embedded bus, whose limits and capabilities a test may choose. */
final class EmbeddedHub implements AutoCloseable {

  static final String CHANNEL = "orders";

  final Path file;
  final VirtualScheduler time = new VirtualScheduler();
  final Ledger ledger;
  final FaultyBinding binding;
  final Dispatcher dispatcher;

  EmbeddedHub(Path dir) {
    this(dir, Limits.defaults(), UnaryOperator.identity());
  }

  EmbeddedHub(Path dir, Limits limits, UnaryOperator<Binding> wrap) {
    file = dir.resolve("serai.db");
    LedgerOptions sizes = LedgerOptions.defaults();
    ledger =
        Ledger.open(
            file,
            new LedgerOptions(
                time::now, sizes.maxQueuedWrites(), sizes.maxQueuedBytes(), sizes.maxFileBytes()));
    binding = new FaultyBinding(wrap.apply(open(ledger, time)));
    dispatcher = Dispatcher.open(binding, ledger, time, DeliveryObserver.NONE, limits, Set.of());
  }

  static Binding open(Ledger ledger, Scheduler scheduler) {
    BindingContext context =
        new BindingContext() {
          @Override
          public Scheduler scheduler() {
            return scheduler;
          }

          @Override
          public <T> T service(Class<T> type) {
            return type.cast(ledger);
          }
        };
    return ServiceLoader.load(BindingProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals("embedded"))
        .findFirst()
        .orElseThrow()
        .open(Map.of(), context);
  }

  static CloudEvent event(String id, String key) {
    return HubEvent.builder()
        .id(id)
        .source("/orders")
        .type("order.created")
        .extension(Extensions.PARTITION_KEY, key)
        .dataContentType("application/json")
        .data(("{\"id\":\"" + id + "\",\"state\":\"new\"}").getBytes(StandardCharsets.UTF_8))
        .build();
  }

  Receipt publish(CloudEvent... events) {
    return dispatcher
        .publish(new Publication(CHANNEL, List.of(events), false))
        .toCompletableFuture()
        .join();
  }

  GroupState state() {
    return dispatcher.groups().get(0);
  }

  List<ParkedDelivery> parked(GroupSpec group) {
    return ledger.parked().list(group.channel(), group.name(), 0, 10_000);
  }

  List<DeadLetter> deadLetters() {
    return ledger.deadLetters().find(DeadLetterQuery.all(), 0, 10_000);
  }

  @Override
  public void close() {
    dispatcher.close();
    binding.close();
    ledger.close();
  }
}
