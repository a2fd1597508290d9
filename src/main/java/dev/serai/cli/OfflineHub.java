package dev.serai.cli;

import dev.serai.bus.Binding;
import dev.serai.config.HubConfig;
import dev.serai.delivery.DeliveryObserver;
import dev.serai.delivery.Dispatcher;
import dev.serai.delivery.GroupState;
import dev.serai.delivery.RedriveRun;
import dev.serai.delivery.SystemScheduler;
import dev.serai.hub.Bindings;
import dev.serai.hub.Ledgers;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerOptions;
import dev.serai.manage.view.GroupView;
import dev.serai.manage.view.PurgeRequest;
import dev.serai.manage.view.RedriveRequest;
import dev.serai.manage.view.RedriveView;
import dev.serai.manage.view.ReplayRequest;
import dev.serai.manage.view.ReplayView;
import dev.serai.manage.view.SubscriptionView;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Works on the ledger of a hub that does not run; what it sends again waits there for the next run.
 */
final class OfflineHub implements Administration {

  private static final long LOOK_MILLIS = 200;

  private final HubConfig config;
  private final Path data;
  private final Ledger ledger;

  /** Takes the ledger for itself; throws when a hub has it. */
  OfflineHub(HubConfig config, Path data) {
    this.config = config;
    this.data = data;
    ledger = Ledger.open(Ledgers.place(config.ledger(), data), LedgerOptions.defaults());
  }

  @Override
  public RedriveView redrive(RedriveRequest request, Consumer<RedriveView> listener) {
    Instant start = Instant.now();
    String edit = request.edit() == null ? null : request.edit().toString();
    try (Bus bus = new Bus()) {
      RedriveRun run =
          bus.dispatcher.redrive().start(request.query().query(true), request.rate(), edit);
      await(run, () -> listener.accept(RedriveView.of(0, start, request, run.progress())));
      return RedriveView.of(0, start, request, run.progress());
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.INVALID, e.getMessage(), e);
    }
  }

  private static void await(RedriveRun run, Runnable look) {
    CompletableFuture<?> done = run.done().toCompletableFuture();
    while (!done.isDone()) {
      try {
        done.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException stillRunning) {
        look.run();
      } catch (InterruptedException e) {
        run.cancel();
        Thread.currentThread().interrupt();
        return;
      } catch (ExecutionException e) {
        throw new CliException(ExitCode.FAILED, "the redrive failed: " + e.getCause(), e);
      }
    }
  }

  @Override
  public int purge(PurgeRequest request) {
    return ledger.deadLetters().purge(request.query().query(false)).toCompletableFuture().join();
  }

  @Override
  public ReplayView replay(ReplayRequest request) {
    throw notRunning("a replay goes to a group that is served");
  }

  @Override
  public ReplayView replay(long id) {
    throw notRunning("only a running hub replays");
  }

  @Override
  public ReplayView cancelReplay(long id) {
    boolean cancelled = ledger.replays().cancel(id).toCompletableFuture().join();
    ReplayView now =
        ledger.replays().all().stream()
            .filter(replay -> replay.id() == id)
            .map(ReplayView::of)
            .findFirst()
            .orElseThrow(
                () ->
                    new CliException(
                        ExitCode.FAILED,
                        "there is no replay %d; 'serai replay ls' lists all".formatted(id)));
    if (!cancelled) {
      throw new CliException(
          ExitCode.FAILED,
          "replay %d is %s; only one that runs can be cancelled".formatted(id, now.state()));
    }
    return now;
  }

  @Override
  public List<GroupView> groups() {
    try (Bus bus = new Bus()) {
      return groups(bus);
    }
  }

  private static List<GroupView> groups(Bus bus) {
    return bus.dispatcher.unserved().stream().map(OfflineHub::view).toList();
  }

  private static GroupView view(GroupState group) {
    GroupView view = GroupView.of(group);
    return new GroupView(
        view.channel(),
        view.group(),
        null,
        false,
        view.breaker(),
        0,
        view.parked(),
        view.lagEvents(),
        view.lagMillis(),
        "no hub runs");
  }

  @Override
  public GroupView pause(String channel, String group) {
    throw notRunning("a group is paused in the hub that serves it");
  }

  @Override
  public GroupView resume(String channel, String group) {
    throw notRunning("a group is resumed in the hub that serves it");
  }

  @Override
  public GroupView remove(String channel, String group) {
    try (Bus bus = new Bus()) {
      GroupView before =
          groups(bus).stream()
              .filter(view -> view.channel().equals(channel) && view.group().equals(group))
              .findFirst()
              .orElseThrow(
                  () ->
                      new CliException(
                          ExitCode.FAILED,
                          "there is no group '%s' of channel '%s'; 'serai groups ls' lists all"
                              .formatted(group, channel)));
      bus.dispatcher.forget(channel, group).toCompletableFuture().join();
      return before;
    } catch (CompletionException e) {
      throw new CliException(ExitCode.FAILED, e.getCause().getMessage(), e);
    }
  }

  @Override
  public SubscriptionView enableSubscription(String name) {
    ledger.subscriptions().enable(name).toCompletableFuture().join();
    return SubscriptionView.enabled(name);
  }

  @Override
  public SubscriptionView disableSubscription(String name) {
    ledger.subscriptions().disable(name, "an operator disabled it").toCompletableFuture().join();
    return SubscriptionView.of(ledger.subscriptions().disabled(name).orElseThrow());
  }

  private CliException notRunning(String why) {
    return new CliException(
        ExitCode.UNREACHABLE,
        "no hub runs on %s, and %s; start one with 'serai run', or name its data folder with --data"
            .formatted(data, why));
  }

  @Override
  public void close() {
    ledger.close();
  }

  /** The configured broker, for as long as a command needs it. */
  private final class Bus implements AutoCloseable {

    private final SystemScheduler scheduler = new SystemScheduler();
    private final Binding binding = Bindings.open(config, scheduler, Map.of(Ledger.class, ledger));
    private final Dispatcher dispatcher =
        Dispatcher.open(binding, ledger, scheduler, DeliveryObserver.NONE, config.unlogged());

    @Override
    public void close() {
      dispatcher.close();
      binding.close();
      scheduler.close();
    }
  }
}
