package dev.serai.observe;

import dev.serai.bus.BusBusyException;
import dev.serai.bus.EventTooLargeException;
import dev.serai.delivery.DeliveryObserver;
import dev.serai.routes.ReloadListener;
import dev.serai.routes.RouteProblem;
import dev.serai.source.DoorObserver;
import dev.serai.source.DoorReason;
import dev.serai.source.poll.PollObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Counts what door, delivery and reloader tell. Made before them, needs nothing. Safe for all
 * threads and never blocks; tens of nanoseconds for a delivery.
 */
public final class HubMetrics
    implements DeliveryObserver, DoorObserver, PollObserver, ReloadListener {

  private static final String OTHER = "(other)";
  private static final String NO_CONNECTOR = "(unknown)";

  private final Family<LongAdder> requests = counts(Series.DOOR_REQUESTS);
  private final Family<Buckets> requestSeconds = buckets(Series.DOOR_SECONDS);
  private final Family<LongAdder> requestBytes = counts(Series.DOOR_BYTES);
  private final Family<LongAdder> published = counts(Series.PUBLISHED_EVENTS);
  private final Family<LongAdder> duplicates = counts(Series.PUBLISH_DUPLICATES);
  private final Family<LongAdder> publishFailures = counts(Series.PUBLISH_FAILURES);
  private final Family<Buckets> publishSeconds = buckets(Series.PUBLISH_SECONDS);
  private final Family<LongAdder> attempts = counts(Series.ATTEMPTS);
  private final Family<Buckets> attemptSeconds = buckets(Series.ATTEMPT_SECONDS);
  private final Family<LongAdder> deadLetters = counts(Series.DEAD_LETTERS);
  private final Family<LongAdder> breakerChanges = counts(Series.BREAKER_CHANGES);
  private final Family<LongAdder> reloads = counts(Series.RELOADS);
  private final Family<LongAdder> polls = counts(Series.POLLS);
  private final Family<Buckets> pollSeconds = buckets(Series.POLL_SECONDS);
  private final Family<LongAdder> pollEntries = counts(Series.POLL_ENTRIES);

  private final Map<String, ConnectorMeters> connectors = new ConcurrentHashMap<>();
  private final Map<String, ChannelMeters> channels = new ConcurrentHashMap<>();
  private final Map<String, Instant> reloadSuccess = new ConcurrentHashMap<>();
  private final Map<String, Instant> pollSuccess = new ConcurrentHashMap<>();
  private final Set<String> failedFiles = ConcurrentHashMap.newKeySet();

  @Override
  public void answered(String connector, DoorReason reason, int status, Duration took, long bytes) {
    String name = connector.isEmpty() ? NO_CONNECTOR : connector;
    ConnectorMeters meters = of(connectors, name, ConnectorMeters::new);
    meters.byReason.get(reason).increment();
    meters.seconds.add(took);
    meters.bytes.add(bytes);
  }

  @Override
  public void polled(String connector, String outcome, Duration took) {
    polls.with(connector, outcome).increment();
    pollSeconds.with(connector).add(took);
    if (outcome.equals("changed") || outcome.equals("not-modified")) {
      pollSuccess.put(connector, Instant.now());
    }
  }

  @Override
  public void entries(String connector, String outcome, int count) {
    pollEntries.with(connector, outcome).add(count);
  }

  @Override
  public void published(String channel, int events, int repeated, Duration took) {
    ChannelMeters meters = channel(channel);
    meters.published.add(events);
    meters.duplicates.add(repeated);
    meters.seconds.add(took);
  }

  @Override
  public void publishFailed(String channel, Throwable cause) {
    channel(channel);
    publishFailures.with(channel, kind(cause)).increment();
  }

  private static String kind(Throwable cause) {
    Throwable real =
        cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
    if (real instanceof BusBusyException) {
      return "busy";
    }
    return real instanceof EventTooLargeException ? "too-large" : "failed";
  }

  @Override
  public void attempted(String channel, String group, String outcome, Duration took) {
    GroupMeters meters = channel(channel).group(group);
    switch (outcome) {
      case "success" -> meters.success.increment();
      case "retry" -> meters.retry.increment();
      case "dead-letter" -> meters.deadLetter.increment();
      case "filtered" -> {
        meters.filtered.increment();
        return;
      }
      default -> attempts.with(channel, group, outcome).increment();
    }
    meters.seconds.add(took);
  }

  @Override
  public void gaveUp(String channel, String group, String reason) {
    channel(channel).group(group);
    deadLetters.with(channel, group, reason).increment();
  }

  @Override
  public void breakerChanged(String channel, String group, String state) {
    breakerChanges.with(channel, group, state).increment();
  }

  @Override
  public void reloaded(String file, List<RouteProblem> problems) {
    boolean good = problems.isEmpty();
    String kind = kind(file);
    reloads.with(kind, good ? "ok" : "failed").increment();
    if (good) {
      reloadSuccess.put(kind, Instant.now());
      failedFiles.remove(file);
    } else {
      failedFiles.add(file);
    }
  }

  private static String kind(String file) {
    if (file.endsWith(".kamelet.yaml")) {
      return "kamelet";
    }
    return file.endsWith(".camel.yaml") ? "routes" : "config";
  }

  /** Files whose last change was refused, in order of their names. */
  public List<String> failedFiles() {
    return List.copyOf(new TreeSet<>(failedFiles));
  }

  /** Makes the series of a group, so that they are there with zero before its first event. */
  void expect(String channel, String group) {
    channel(channel).group(group);
  }

  void writeTo(Sheet sheet) {
    List.of(
            requests,
            requestBytes,
            published,
            duplicates,
            publishFailures,
            attempts,
            deadLetters,
            breakerChanges,
            reloads,
            polls,
            pollEntries)
        .forEach(sheet::putCounts);
    List.of(requestSeconds, publishSeconds, attemptSeconds, pollSeconds).forEach(sheet::putBuckets);
    reloadSuccess.forEach(
        (kind, at) -> sheet.put(Series.RELOAD_SUCCESS, at.toEpochMilli() / 1e3, kind));
    pollSuccess.forEach(
        (connector, at) -> sheet.put(Series.POLL_SUCCESS, at.toEpochMilli() / 1e3, connector));
    sheet.put(Series.FILES_FAILED, failedFiles.size());
  }

  private ChannelMeters channel(String name) {
    return of(channels, name, ChannelMeters::new);
  }

  /** A lock-free read in all but the first call for a name. */
  private static <T> T of(Map<String, T> known, String name, Function<String, T> maker) {
    T found = known.get(name);
    if (found != null) {
      return found;
    }
    return known.computeIfAbsent(known.size() < Family.MOST ? name : OTHER, maker);
  }

  private static Family<LongAdder> counts(Series series) {
    return new Family<>(series, LongAdder::new);
  }

  private static Family<Buckets> buckets(Series series) {
    return new Family<>(series, Buckets::new);
  }

  private final class ConnectorMeters {
    final Map<DoorReason, LongAdder> byReason = new EnumMap<>(DoorReason.class);
    final Buckets seconds;
    final LongAdder bytes;

    ConnectorMeters(String connector) {
      for (DoorReason reason : DoorReason.values()) {
        byReason.put(reason, requests.with(connector, reason.word()));
      }
      seconds = requestSeconds.with(connector);
      bytes = requestBytes.with(connector);
    }
  }

  private final class ChannelMeters {
    final String channel;
    final LongAdder published;
    final LongAdder duplicates;
    final Buckets seconds;
    final Map<String, GroupMeters> groups = new ConcurrentHashMap<>();

    ChannelMeters(String channel) {
      this.channel = channel;
      published = HubMetrics.this.published.with(channel);
      duplicates = HubMetrics.this.duplicates.with(channel);
      seconds = publishSeconds.with(channel);
      for (String cause : List.of("busy", "too-large", "failed")) {
        publishFailures.with(channel, cause);
      }
    }

    GroupMeters group(String name) {
      return of(groups, name, group -> new GroupMeters(channel, group));
    }
  }

  private final class GroupMeters {
    final LongAdder success;
    final LongAdder retry;
    final LongAdder deadLetter;
    final LongAdder filtered;
    final Buckets seconds;

    GroupMeters(String channel, String group) {
      success = attempts.with(channel, group, "success");
      retry = attempts.with(channel, group, "retry");
      deadLetter = attempts.with(channel, group, "dead-letter");
      filtered = attempts.with(channel, group, "filtered");
      seconds = attemptSeconds.with(channel, group);
      deadLetters.with(channel, group, "attempts-exhausted");
      deadLetters.with(channel, group, "poison");
    }
  }
}
