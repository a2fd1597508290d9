package dev.serai.conformance;

import static org.awaitility.Awaitility.await;

import dev.serai.bus.Binding;
import dev.serai.bus.BindingContext;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.bus.Scheduler;
import dev.serai.delivery.DeliveryObserver;
import dev.serai.delivery.Dispatcher;
import dev.serai.delivery.EventHandler;
import dev.serai.delivery.GroupRoute;
import dev.serai.delivery.GroupState;
import dev.serai.delivery.RunningGroup;
import dev.serai.ledger.DeadLetter;
import dev.serai.ledger.DeadLetterQuery;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerOptions;
import dev.serai.ledger.ParkedDelivery;
import io.cloudevents.CloudEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A hub as far as events pass through it: ledger, binding and dispatcher. */
public final class TestHub implements AutoCloseable {

  public final Ledger ledger;
  public final FaultyBinding binding;
  public final Dispatcher dispatcher;

  /** Opens one on the ledger's file; {@code opens} makes the binding of the broker under test. */
  public TestHub(
      Path file,
      Scheduler scheduler,
      DeliveryObserver observer,
      Function<BindingContext, Binding> opens) {
    LedgerOptions sizes = LedgerOptions.defaults();
    ledger =
        Ledger.open(
            file,
            new LedgerOptions(
                scheduler::now,
                sizes.maxQueuedWrites(),
                sizes.maxQueuedBytes(),
                sizes.maxFileBytes()));
    binding = new FaultyBinding(opens.apply(context(scheduler, ledger)));
    dispatcher = Dispatcher.open(binding, ledger, scheduler, observer);
  }

  private static BindingContext context(Scheduler scheduler, Ledger ledger) {
    return new BindingContext() {
      @Override
      public Scheduler scheduler() {
        return scheduler;
      }

      @Override
      public <T> T service(Class<T> type) {
        if (type == Ledger.class) {
          return type.cast(ledger);
        }
        throw new IllegalStateException("no service " + type.getName());
      }
    };
  }

  /** Publishes and waits until it is durable. */
  public Receipt publish(String channel, CloudEvent... events) {
    return publish(new Publication(channel, List.of(events), false));
  }

  public Receipt publish(Publication publication) {
    return dispatcher
        .publish(publication)
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  public RunningGroup subscribe(GroupRoute route, EventHandler handler) {
    return dispatcher.subscribe(route, handler);
  }

  public void createGroup(GroupSpec group) {
    binding.createGroup(group).toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  public List<DeadLetter> deadLetters() {
    return ledger.deadLetters().find(DeadLetterQuery.all(), 0, 10_000);
  }

  public List<DeadLetter> awaitDeadLetters(int count) {
    await().until(() -> deadLetters().size() >= count);
    return deadLetters();
  }

  public List<ParkedDelivery> parked(GroupSpec group) {
    return ledger.parked().list(group.channel(), group.name(), 0, 10_000);
  }

  /** Waits until so many are parked and the hub knows it. */
  public List<ParkedDelivery> awaitParked(GroupSpec group, int count) {
    await().until(() -> parked(group).size() == count && state(group).parked() == count);
    return parked(group);
  }

  public GroupState state(GroupSpec group) {
    return dispatcher.groups().stream()
        .filter(state -> state.group().equals(group.name()))
        .filter(state -> state.channel().equals(group.channel()))
        .findFirst()
        .orElseThrow();
  }

  /** Ends without saying good-bye, as far as that can be done inside one process. */
  public void crash() {
    ledger.close();
    binding.close();
  }

  @Override
  public void close() {
    dispatcher.close();
    binding.close();
    ledger.close();
  }
}
