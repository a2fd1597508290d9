package dev.serai.cli;

import dev.serai.bus.Binding;
import dev.serai.config.HubConfig;
import dev.serai.delivery.DeliveryObserver;
import dev.serai.delivery.Dispatcher;
import dev.serai.delivery.RedriveRun;
import dev.serai.delivery.RedriveRun.Progress;
import dev.serai.delivery.SystemScheduler;
import dev.serai.hub.Bindings;
import dev.serai.ledger.DeadLetterQuery;
import dev.serai.ledger.EventQuery;
import dev.serai.ledger.Groups.Group;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
    ledger = Ledger.open(config.ledger().file(data), LedgerOptions.defaults());
  }

  @Override
  public Progress redrive(
      DeadLetterQuery query, int perSecond, String edit, Consumer<Progress> listener) {
    try (SystemScheduler scheduler = new SystemScheduler();
        Binding binding =
            Bindings.open(
                config.broker(), config.brokerSettings(), scheduler, Map.of(Ledger.class, ledger));
        Dispatcher dispatcher =
            Dispatcher.open(binding, ledger, scheduler, DeliveryObserver.NONE)) {
      return await(dispatcher.redrive().start(query, perSecond, edit), listener);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.INVALID, e.getMessage(), e);
    }
  }

  private static Progress await(RedriveRun run, Consumer<Progress> listener) {
    CompletableFuture<Progress> done = run.done().toCompletableFuture();
    while (true) {
      try {
        return done.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException stillRunning) {
        listener.accept(run.progress());
      } catch (InterruptedException e) {
        run.cancel();
        Thread.currentThread().interrupt();
        return run.progress();
      } catch (java.util.concurrent.ExecutionException e) {
        throw new CliException(ExitCode.FAILED, "the redrive failed: " + e.getCause(), e);
      }
    }
  }

  @Override
  public int purge(DeadLetterQuery query) {
    return ledger.deadLetters().purge(query).toCompletableFuture().join();
  }

  @Override
  public long replay(String channel, String group, EventQuery query, int perSecond) {
    throw notRunning("a replay goes to a group that is served");
  }

  @Override
  public boolean cancelReplay(long id) {
    throw notRunning("only a running hub replays");
  }

  @Override
  public List<GroupView> groups() {
    return ledger.groups().all().stream().map(group -> view(ledger, group)).toList();
  }

  /** What the ledger knows of a group. */
  static GroupView view(Ledger ledger, Group group) {
    long parked =
        ledger.parked().countByKey(group.channel(), group.name()).values().stream()
            .mapToLong(Integer::longValue)
            .sum();
    return new GroupView(
        group.channel(),
        group.name(),
        null,
        "not served",
        ledger.groups().unsettled(group.channel(), group.name()),
        null,
        parked,
        null);
  }

  @Override
  public void pause(String channel, String group) {
    throw notRunning("a group is paused in the hub that serves it");
  }

  @Override
  public void resume(String channel, String group) {
    throw notRunning("a group is resumed in the hub that serves it");
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
}
