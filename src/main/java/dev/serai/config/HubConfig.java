package dev.serai.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code connectors.yaml}, read and checked; immutable.
 *
 * @param broker which binding carries the events
 * @param brokers settings by binding, each map checked by its binding
 * @param draining brokers that are being left: consumed until they are empty, never the chosen one
 * @param channels in the order of the file, like {@code policies} and {@code connectors}
 */
public record HubConfig(
    Path file,
    String broker,
    Map<String, BrokerSettings> brokers,
    List<String> draining,
    LedgerConfig ledger,
    Server server,
    Management management,
    Map<String, Channel> channels,
    Map<String, PolicyConfig> policies,
    Map<String, Connector> connectors,
    Map<String, Subscription> subscriptions,
    Definitions definitions) {

  /**
   * Reads a file.
   *
   * @param env gives an environment variable, or null
   * @throws InvalidConfigException with every mistake in it; also when the file cannot be read
   */
  public static HubConfig load(Path file, Function<String, String> env) {
    return load(file, env, Known.ANY);
  }

  /** Also checks the names that come from outside the file. */
  public static HubConfig load(Path file, Function<String, String> env, Known known) {
    return new ConfigReader(env, known).read(file);
  }

  /**
   * Reads where the ledger is and looks at nothing else, so that no secret of a connector is
   * needed. Throws as {@link #load}.
   */
  public static LedgerConfig loadLedger(Path file, Function<String, String> env) {
    return new ConfigReader(env, Known.ANY).readOnly(file, HubKeys.LEDGER_KEY);
  }

  /** As {@link #loadLedger}, of the channels. */
  public static Map<String, Channel> loadChannels(Path file, Function<String, String> env) {
    return new ConfigReader(env, Known.ANY).readOnly(file, HubKeys.CHANNELS);
  }

  /** What the hub runs with when there is no file: every default, no connector. */
  public static HubConfig ofDefaults(Function<String, String> env) {
    return new ConfigReader(env, Known.ANY).read(Path.of("(no file)"), "connectors: {}");
  }

  /** The reference page of the file in Markdown, from the declarations that also read it. */
  public static String reference() {
    return ReferencePage.markdown(HubKeys.root(Path.of("connectors.yaml")));
  }

  /** The chosen broker's settings, empty when the file has none. */
  public Map<String, Object> brokerSettings() {
    return brokerSettings(broker);
  }

  /** A broker's settings, chosen or not; empty when the file has none. */
  public Map<String, Object> brokerSettings(String name) {
    return Optional.ofNullable(brokers.get(name)).map(BrokerSettings::values).orElse(Map.of());
  }

  /** Names of the channels with {@code log: false}. */
  public Set<String> unlogged() {
    return channels.entrySet().stream()
        .filter(each -> !each.getValue().log())
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Tells channels and policies that nobody uses: no connector and none of the routes given. The
   * policy {@code default} is always used.
   *
   * @throws InvalidConfigException naming each with its line
   */
  public void checkUsed(Set<String> policiesUsedByRoutes, Set<String> channelsUsedByRoutes) {
    definitions.checkUsed(policiesUsedByRoutes, channelsUsedByRoutes);
  }

  /**
   * The door. Sizes are bytes; a port of 0 means any free one.
   *
   * @param maxInFlightBytes empty for a share of the heap; never less than {@code maxBodyBytes}
   * @param proxies networks whose word about the sender's address is believed
   */
  public record Server(
      String host,
      int port,
      int maxBodyBytes,
      int maxHeaderBytes,
      int maxInFlight,
      OptionalLong maxInFlightBytes,
      int maxConnections,
      Timeouts timeouts,
      List<String> proxies) {

    /** How long the door waits for a head, a whole request, an answer, the next one, the end. */
    public record Timeouts(
        Duration head, Duration body, Duration answer, Duration idle, Duration close) {}
  }

  /** Health, metrics and administration. */
  public record Management(String host, int port) {}

  /** Whether events of one partition key are settled in order. */
  public enum Order {
    NONE,
    KEY
  }

  /**
   * A channel.
   *
   * @param retention how long settled events are kept, nothing without a log
   * @param log whether its events are kept for replay and for looking back
   */
  public record Channel(Order order, Duration retention, boolean log) {}

  /**
   * How failures are met.
   *
   * @param breaker null for none
   * @param classify tried in order, the first rule that matches decides
   */
  public record PolicyConfig(int attempts, Backoff backoff, Breaker breaker, List<Rule> classify) {

    /** Waits {@code initial × factor^(n-1)} after the n-th failure, at most {@code max}. */
    public record Backoff(Duration initial, double factor, Duration max, double jitter) {}

    /** Opens after so many failures within the window. */
    public record Breaker(int failures, Duration window, Duration open) {}

    /** What a failure means. */
    public enum Verdict {
      POISON,
      RETRY
    }

    /**
     * One rule.
     *
     * @param exception simple or full class name, null for any
     * @param statuses HTTP statuses, empty for any
     */
    public record Rule(String exception, Set<Integer> statuses, Verdict then) {}
  }
}
