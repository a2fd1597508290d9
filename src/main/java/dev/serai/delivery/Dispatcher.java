package dev.serai.delivery;

import dev.serai.bus.Binding;
import dev.serai.bus.BusException;
import dev.serai.bus.Lag;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.bus.Scheduler;
import dev.serai.ledger.Ledger;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes to the bus and runs every group under its policy. Safe for all threads. */
public final class Dispatcher implements AutoCloseable {

  /** The channel on which every dead letter is announced. */
  public static final String DEAD_LETTER_CHANNEL = "serai.dead-letters";

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** What part of its patience a start has left once the broker was silent. */
  private static final int SHORTER = 50;

  private record Key(String channel, String group) {}

  private final Binding binding;
  private final Publisher publisher;
  private final DeskThreads threads;
  private final Desk desk;
  private final Map<Key, ServedGroup> groups = new ConcurrentHashMap<>();

  /** Whether the broker did not answer when the last group was started. */
  private volatile boolean silent;

  /**
   * What operators have paused, so that it stays so when its route is edited. Its lock also guards
   * that a group is served or forgotten, not both.
   */
  private final Set<Key> paused = new HashSet<>();

  private final Redrive redrive;
  private final Replayer replayer;
  private final LogWriters logs;
  private final AutoCloseable hubs;

  private Dispatcher(
      Binding binding,
      Ledger ledger,
      Scheduler scheduler,
      DeliveryObserver observer,
      Limits limits,
      Set<String> unlogged) {
    this.binding = binding;
    this.threads = new DeskThreads();
    this.logs = new LogWriters(binding, ledger, scheduler, unlogged);
    this.publisher = new Publisher(binding, new OnceFilter(ledger.seen(), threads), logs, observer);
    this.desk =
        new Desk(
            ledger, publisher, scheduler, new SteadyClock(scheduler), threads, observer, limits);
    this.redrive = new Redrive(desk, this::group);
    this.replayer = new Replayer(desk, this::group, logs.unlogged());
    this.hubs = ledger.hubs().onChange(() -> threads.execute(this::lookAnew));
  }

  public static Dispatcher open(
      Binding binding, Ledger ledger, Scheduler scheduler, DeliveryObserver observer) {
    return open(binding, ledger, scheduler, observer, Set.of());
  }

  /**
   * Opens delivery on a binding and a ledger, which stay the caller's; no I/O.
   *
   * @param unlogged channels whose events are not kept: they cannot be replayed
   */
  public static Dispatcher open(
      Binding binding,
      Ledger ledger,
      Scheduler scheduler,
      DeliveryObserver observer,
      Set<String> unlogged) {
    return open(binding, ledger, scheduler, observer, Limits.defaults(), unlogged);
  }

  static Dispatcher open(
      Binding binding,
      Ledger ledger,
      Scheduler scheduler,
      DeliveryObserver observer,
      Limits limits,
      Set<String> unlogged) {
    return new Dispatcher(binding, ledger, scheduler, observer, limits, unlogged);
  }

  /**
   * Publishes all events or none. The stage fails with {@link
   * dev.serai.bus.EventTooLargeException}, {@link dev.serai.bus.BusBusyException}, {@link
   * dev.serai.bus.BusException}, or {@link IllegalArgumentException} for a channel name that not
   * every broker can carry.
   */
  public CompletionStage<Receipt> publish(Publication publication) {
    return publisher.publish(publication);
  }

  /**
   * Makes the group and starts calling the handler. One handler per channel and group in this
   * process. Blocks until the group exists, at most 10 s, and much less where the broker has not
   * answered for another group; it is made later then, and {@link GroupState#trouble()} says so.
   *
   * @throws IllegalStateException when the group is served here already
   */
  public RunningGroup subscribe(GroupRoute route, EventHandler handler) {
    Names.checkChannel(route.group().channel());
    Names.checkGroup(route.group().name());
    Key key = new Key(route.group().channel(), route.group().name());
    ServedGroup group = new ServedGroup(route, handler, desk);
    ServedGroup other = enter(key, group);
    if (other != null) {
      throw new IllegalStateException(
          "group '%s' of channel '%s' is served by route '%s' already; give route '%s' a group of its own"
              .formatted(key.group(), key.channel(), other.route().route(), route.route()));
    }
    logs.used(key.channel());
    start(new GroupStart(group, binding, desk, () -> replayer.resume(group)));
    return new Handle(key, group);
  }

  /** Only the first of many groups waits long for a broker that is away. */
  private void start(GroupStart group) {
    Duration patience = desk.limits().answer();
    boolean answered = group.begin(silent ? patience.dividedBy(SHORTER) : patience);
    if (!answered && !silent) {
      LOG.warn(
          "the broker has not answered for {} s: groups start as soon as it does",
          patience.toSeconds());
    }
    silent = !answered;
  }

  private ServedGroup enter(Key key, ServedGroup group) {
    synchronized (paused) {
      if (paused.contains(key)) {
        group.pause();
      }
      return groups.putIfAbsent(key, group);
    }
  }

  /** How the event log is written; empty where the broker is the ledger. No I/O. */
  public List<LogState> logs() {
    return logs.states();
  }

  /** By channel, what is on the broker and not in the event log. Asks it once for each. */
  public Map<String, Lag> logLags() {
    return logs.lags();
  }

  /** How far the groups here are with brokers that are being left; empty when none is. No I/O. */
  public List<Draining> draining() {
    return binding instanceof DrainingBus bus ? bus.draining() : List.of();
  }

  /** All groups that run here. Asks the broker once for each. */
  public List<GroupState> groups() {
    return groups.values().stream().map(this::state).toList();
  }

  /**
   * Groups that exist and that nobody serves here: as {@link #groups()}, without a route. Blocks
   * for a few queries for each. A channel of which the broker does not tell is left out.
   */
  public List<GroupState> unserved() {
    Set<String> channels = new TreeSet<>(desk.ledger().events().channels());
    // On another broker the ledger may never have heard of them.
    channels.addAll(logs.unlogged());
    groups.keySet().forEach(key -> channels.add(key.channel()));
    return channels.stream().flatMap(this::unserved).toList();
  }

  private Stream<GroupState> unserved(String channel) {
    return existing(channel).stream()
        .filter(name -> !name.equals(LogWriter.GROUP) && group(channel, name).isEmpty())
        .sorted()
        .map(name -> unserved(channel, name));
  }

  private Set<String> existing(String channel) {
    try {
      return binding.groups(channel);
    } catch (BusException e) {
      LOG.warn("the groups of channel '{}' are unknown: {}", channel, e.getMessage());
      return Set.of();
    }
  }

  private GroupState unserved(String channel, String name) {
    long parked =
        desk.ledger().parked().countByKey(channel, name).values().stream()
            .mapToLong(Integer::longValue)
            .sum();
    return new GroupState(
        channel,
        name,
        null,
        false,
        "none",
        0,
        parked,
        binding.lag(channel, name),
        "no route serves it");
  }

  /**
   * Forgets a group that is not served here, on the broker and with what it has parked. Completes
   * with false when there is no such group.
   *
   * @throws IllegalStateException when the group is served here or is the hub's own
   */
  public CompletionStage<Boolean> forget(String channel, String name) {
    if (name.equals(LogWriter.GROUP)) {
      throw new IllegalStateException(
          "group '%s' is the hub's own: it writes the event log".formatted(name));
    }
    Key key = new Key(channel, name);
    synchronized (paused) {
      ServedGroup served = groups.get(key);
      if (served != null) {
        throw new IllegalStateException(
            "group '%s' of channel '%s' is served by route '%s'; remove the route first, or give it another group"
                .formatted(name, channel, served.route().route()));
      }
      paused.remove(key);
      // First the broker, which refuses when another hub serves it.
      return binding
          .removeGroup(channel, name)
          .thenCompose(
              there ->
                  desk.ledger()
                      .groups()
                      .remove(channel, name)
                      .thenApply(remembered -> there || remembered));
    }
  }

  /**
   * As {@link RunningGroup#pause()}, and until {@link #resume}: also when the group is closed and
   * served again by this dispatcher. False when no such group is served here.
   */
  public boolean pause(String channel, String group) {
    synchronized (paused) {
      Optional<ServedGroup> served = group(channel, group);
      served.ifPresent(found -> paused.add(new Key(channel, group)));
      served.ifPresent(ServedGroup::pause);
      return served.isPresent();
    }
  }

  /** As {@link RunningGroup#resume()}; false when no such group is served here. */
  public boolean resume(String channel, String group) {
    synchronized (paused) {
      Optional<ServedGroup> served = group(channel, group);
      served.ifPresent(found -> paused.remove(new Key(channel, group)));
      served.ifPresent(ServedGroup::resume);
      return served.isPresent();
    }
  }

  /** Another hub has left: what it did may be this hub's now. */
  private void lookAnew() {
    for (ServedGroup group : groups.values()) {
      try {
        group.lookAnew();
        replayer.resume(group);
      } catch (RuntimeException e) {
        LOG.warn(
            "group '{}' cannot take over what another hub has left: {}",
            group.name(),
            Causes.text(e));
      }
    }
  }

  /** Sends dead letters again. */
  public Redrive redrive() {
    return redrive;
  }

  /** Sends events of the log again, to one group. */
  public Replayer replayer() {
    return replayer;
  }

  /** Stops every group, as {@link RunningGroup#close()} does; idempotent. */
  @Override
  public void close() {
    try {
      hubs.close();
    } catch (Exception e) {
      LOG.warn("listening to other hubs could not be ended", e);
    }
    groups.values().forEach(ServedGroup::beginClose);
    groups.forEach(this::close);
    logs.close();
    threads.close();
  }

  private void close(Key key, ServedGroup group) {
    group.endClose();
    replayer.left(group);
    groups.remove(key, group);
  }

  private GroupState state(ServedGroup group) {
    return group.state(lag(group));
  }

  private Lag lag(ServedGroup group) {
    try {
      return binding.lag(group.channel(), group.name());
    } catch (RuntimeException e) {
      LOG.debug("lag of group '{}' is unknown", group.name(), e);
      return Lag.unknown();
    }
  }

  private Optional<ServedGroup> group(String channel, String name) {
    return Optional.ofNullable(groups.get(new Key(channel, name)));
  }

  private final class Handle implements RunningGroup {

    private final Key key;
    private final ServedGroup group;

    Handle(Key key, ServedGroup group) {
      this.key = key;
      this.group = group;
    }

    @Override
    public GroupState state() {
      return Dispatcher.this.state(group);
    }

    @Override
    public void pause() {
      group.pause();
    }

    @Override
    public void resume() {
      group.resume();
    }

    @Override
    public void close() {
      Dispatcher.this.close(key, group);
    }
  }
}
