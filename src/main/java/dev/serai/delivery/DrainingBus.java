package dev.serai.delivery;

import dev.serai.bus.Binding;
import dev.serai.bus.BusException;
import dev.serai.bus.Capabilities;
import dev.serai.bus.CheckResult;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Lag;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.bus.Subscription;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * A bus that is changing its broker: it publishes to the new one, and each group goes on with the
 * old ones until it has settled everything there; only then it gets what is on the new one.
 */
public final class DrainingBus implements Binding {

  private static final Lag NOTHING = new Lag(OptionalLong.of(0), Optional.of(Duration.ZERO));

  private final Binding current;
  private final Map<String, Binding> old;
  private final ScheduledThreadPoolExecutor looks;
  private final Map<String, FirstGroups> channels = new ConcurrentHashMap<>();
  private final Set<DrainingMember> members = ConcurrentHashMap.newKeySet();

  /**
   * Takes the bindings over: closing this closes them.
   *
   * @param old by name, in the order in which they are emptied
   */
  public DrainingBus(Binding current, Map<String, Binding> old) {
    this.current = current;
    this.old = old;
    this.looks =
        new ScheduledThreadPoolExecutor(
            2,
            task -> {
              Thread thread = new Thread(task, "serai-draining");
              thread.setDaemon(true);
              return thread;
            });
    looks.setRemoveOnCancelPolicy(true);
    looks.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Brokers that are being left and whose events nobody writes into the log by that. */
  List<Binding> unlogged() {
    return old.values().stream().filter(each -> !each.capabilities().log()).toList();
  }

  /** How far the groups that are served here were when they were last looked at; no I/O. */
  List<Draining> draining() {
    return members.stream().flatMap(member -> member.draining().stream()).toList();
  }

  @Override
  public CheckResult check() {
    CheckResult now = current.check();
    List<Draining> all = draining();
    return now.ok()
        ? CheckResult.ok(
            "%s; leaving %s: %d of %d groups have gone on"
                .formatted(
                    now.detail(),
                    String.join(" and ", old.keySet()),
                    all.stream().filter(Draining::done).count(),
                    all.size()))
        : now;
  }

  @Override
  public Capabilities capabilities() {
    return current.capabilities();
  }

  @Override
  public CompletionStage<Receipt> publish(Publication publication) {
    FirstGroups groups = channels.get(publication.channel());
    return groups == null ? current.publish(publication) : groups.publish(publication);
  }

  @Override
  public CompletionStage<Void> createGroup(GroupSpec group) {
    return channels
        .computeIfAbsent(group.channel(), name -> new FirstGroups(current))
        .create(group);
  }

  @Override
  public Set<String> groups(String channel) {
    Set<String> names = new HashSet<>(current.groups(channel));
    for (Binding each : old.values()) {
      names.addAll(each.groups(channel));
    }
    return names;
  }

  @Override
  public CompletionStage<Boolean> removeGroup(String channel, String group) {
    CompletionStage<Boolean> removed = current.removeGroup(channel, group);
    for (Binding each : old.values()) {
      removed =
          removed.thenCompose(
              there -> each.removeGroup(channel, group).thenApply(also -> there || also));
    }
    return removed;
  }

  @Override
  public Subscription subscribe(GroupSpec group, DeliveryListener listener) {
    DrainingMember member = new DrainingMember(group, listener, old, current, looks);
    members.add(member);
    member.start();
    return new Subscription() {
      @Override
      public void request(int count) {
        member.request(count);
      }

      @Override
      public void close() {
        members.remove(member);
        member.close();
      }
    };
  }

  /**
   * What is unsettled on all brokers together. A group that is served here has been asked about on
   * the old ones: one of them that is away and has nothing left holds nobody up.
   */
  @Override
  public Lag lag(String channel, String group) {
    Lag sum = current.lag(channel, group);
    DrainingMember here = member(channel, group);
    if (here != null) {
      return here.left().map(sum::plus).orElse(sum);
    }
    for (Binding each : old.values()) {
      sum = sum.plus(leftOn(each, channel, group));
    }
    return sum;
  }

  private static Lag leftOn(Binding binding, String channel, String group) {
    try {
      return binding.groups(channel).contains(group) ? binding.lag(channel, group) : NOTHING;
    } catch (BusException away) {
      return Lag.unknown();
    }
  }

  private DrainingMember member(String channel, String group) {
    for (DrainingMember each : members) {
      if (each.group().name().equals(group) && each.group().channel().equals(channel)) {
        return each;
      }
    }
    return null;
  }

  @Override
  public void close() {
    looks.shutdown();
    members.forEach(DrainingMember::close);
    members.clear();
    old.values().forEach(Binding::close);
    current.close();
  }
}
