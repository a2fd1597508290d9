package dev.serai.bus.embedded;

import dev.serai.bus.Binding;
import dev.serai.bus.Capabilities;
import dev.serai.bus.CheckResult;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.EventTooLargeException;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Lag;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.bus.Scheduler;
import dev.serai.bus.Subscription;
import dev.serai.event.EventSize;
import dev.serai.ledger.GroupProgress;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerException;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** The bus on the ledger: publish is an append, a group is a cursor. Has no deviations. */
final class EmbeddedBinding implements Binding {

  private record GroupKey(String channel, String name) {}

  private final EmbeddedBindingConfig config;
  private final Ledger ledger;
  private final Scheduler scheduler;
  private final FetchThreads threads = new FetchThreads();
  private final Map<GroupKey, EmbeddedGroup> groups = new ConcurrentHashMap<>();

  EmbeddedBinding(EmbeddedBindingConfig config, Ledger ledger, Scheduler scheduler) {
    this.config = config;
    this.ledger = ledger;
    this.scheduler = scheduler;
    ledger.groups().onRemove(this::removed);
  }

  /** A group of the same name that is made later begins anew. */
  private void removed(String channel, String name) {
    EmbeddedGroup group = groups.remove(new GroupKey(channel, name));
    if (group != null) {
      threads.execute(group::close);
    }
  }

  @Override
  public CheckResult check() {
    Optional<LedgerException> trouble = ledger.trouble();
    return trouble.isPresent()
        ? CheckResult.failed(trouble.get().getMessage(), trouble.get())
        : CheckResult.ok("embedded bus on the ledger");
  }

  @Override
  public Capabilities capabilities() {
    return new EmbeddedProfile(config).capabilities();
  }

  @Override
  public CompletionStage<Receipt> publish(Publication publication) {
    for (CloudEvent event : publication.events()) {
      long bytes = EventSize.of(event);
      if (bytes > config.maxEventBytes()) {
        return CompletableFuture.failedFuture(
            new EventTooLargeException(
                publication.channel(), event.getId(), bytes, config.maxEventBytes()));
      }
    }
    return Faults.translated(
        ledger
            .events()
            .append(publication.channel(), publication.events(), publication.once())
            .thenApply(done -> new Receipt(done.stored(), done.duplicates())));
  }

  @Override
  public CompletionStage<Void> createGroup(GroupSpec group) {
    return Faults.translated(
        ledger
            .groups()
            .create(group.channel(), group.name(), group.from() == GroupSpec.From.EARLIEST));
  }

  @Override
  public Set<String> groups(String channel) {
    try {
      return ledger.groups().names(channel);
    } catch (LedgerException e) {
      throw Faults.translated(e);
    }
  }

  @Override
  public CompletionStage<Boolean> removeGroup(String channel, String group) {
    return Faults.translated(ledger.groups().remove(channel, group));
  }

  @Override
  public Subscription subscribe(GroupSpec group, DeliveryListener listener) {
    return groups
        .computeIfAbsent(
            new GroupKey(group.channel(), group.name()),
            key -> new EmbeddedGroup(group, ledger, scheduler, threads))
        .join(group.ordered(), listener);
  }

  @Override
  public Lag lag(String channel, String group) {
    try {
      Optional<GroupProgress> progress = ledger.groups().progress(channel, group);
      if (progress.isEmpty()) {
        return Lag.unknown();
      }
      long events = ledger.groups().unsettled(channel, group);
      Duration oldest =
          events == 0
              ? Duration.ZERO
              : ledger
                  .events()
                  .recordedAtAfter(channel, progress.get().cursor())
                  .map(recorded -> Duration.between(recorded, scheduler.now()))
                  .filter(age -> !age.isNegative())
                  .orElse(Duration.ZERO);
      return new Lag(OptionalLong.of(events), Optional.of(oldest));
    } catch (LedgerException e) {
      return Lag.unknown();
    }
  }

  @Override
  public void close() {
    groups.values().forEach(EmbeddedGroup::close);
    threads.close();
  }
}
