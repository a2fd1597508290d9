package dev.serai.source;

import java.time.Duration;
import java.util.List;

/**
 * How the door listens.
 *
 * @param host address or name to bind
 * @param port 0 for any free one
 * @param eventLoops threads that serve connections
 * @param workers threads for blocking routes on the same port ({@code rest:}, {@code
 *     platform-http:}); the door's own paths use none
 * @param proxies networks whose {@code X-Forwarded-For} is believed when an address is looked at
 */
public record DoorSettings(
    String host,
    int port,
    int eventLoops,
    int workers,
    Limits limits,
    Timeouts timeouts,
    List<String> proxies) {

  private static final int HIGHEST_PORT = 65_535;

  public DoorSettings {
    require(host != null && !host.isBlank(), "host", host, "an address, for example 0.0.0.0");
    require(port >= 0 && port <= HIGHEST_PORT, "port", port, "0 (any free one) to 65535");
    require(eventLoops > 0, "eventLoops", eventLoops, "at least 1");
    require(workers > 0, "workers", workers, "at least 1");
    proxies = List.copyOf(proxies);
  }

  /** All defaults but the address. */
  public static DoorSettings at(String host, int port) {
    return new DoorSettings(
        host,
        port,
        Runtime.getRuntime().availableProcessors(),
        20,
        Limits.defaults(),
        Timeouts.defaults(),
        List.of());
  }

  public DoorSettings withLimits(Limits changed) {
    return new DoorSettings(host, port, eventLoops, workers, changed, timeouts, proxies);
  }

  public DoorSettings withTimeouts(Timeouts changed) {
    return new DoorSettings(host, port, eventLoops, workers, limits, changed, proxies);
  }

  public DoorSettings withProxies(List<String> changed) {
    return new DoorSettings(host, port, eventLoops, workers, limits, timeouts, changed);
  }

  /**
   * What the door holds at most.
   *
   * @param maxBodyBytes of one request; a connector may set its own
   * @param maxHeaderBytes of all header lines of one request
   * @param maxInFlight requests that are read or handled at one time
   * @param maxInFlightBytes memory for the bodies of these requests
   * @param maxConnections open at one time; above it the one that sent nothing longest is closed
   */
  public record Limits(
      int maxBodyBytes,
      int maxHeaderBytes,
      int maxInFlight,
      long maxInFlightBytes,
      int maxConnections) {

    private static final int MIB = 1024 * 1024;
    private static final int SMALLEST_HEADER = 1024;

    public Limits {
      require(maxBodyBytes > 0, "maxBodyBytes", maxBodyBytes, "at least 1");
      require(maxHeaderBytes >= SMALLEST_HEADER, "maxHeaderBytes", maxHeaderBytes, "at least 1024");
      require(maxInFlight > 0, "maxInFlight", maxInFlight, "at least 1");
      require(
          maxInFlightBytes >= maxBodyBytes,
          "maxInFlightBytes",
          maxInFlightBytes,
          "at least maxBodyBytes (" + maxBodyBytes + "), or no body of that size is ever accepted");
      require(maxConnections > 0, "maxConnections", maxConnections, "at least 1");
    }

    /** 10 MiB a body, 32 KiB of headers, 1,024 requests and a quarter of the heap in flight. */
    public static Limits defaults() {
      int body = 10 * MIB;
      return new Limits(
          body, 32 * 1024, 1024, Math.max(body, Runtime.getRuntime().maxMemory() / 4), 4096);
    }
  }

  /**
   * How long the door waits.
   *
   * @param head for the complete head of a new connection's first request
   * @param body for the complete request, however steadily it drips
   * @param answer for the handler; later its outcome no longer reaches the sender, who gets 503
   * @param idle between requests of one connection, for the complete next head
   * @param close for requests in flight when the door closes
   */
  public record Timeouts(
      Duration head, Duration body, Duration answer, Duration idle, Duration close) {

    public Timeouts {
      positive("head", head);
      positive("body", body);
      positive("answer", answer);
      positive("idle", idle);
      require(close != null && !close.isNegative(), "close", close, "0s or more");
    }

    /** Answer before the ten seconds after which GitHub, GitLab and CircleCI give up. */
    public static Timeouts defaults() {
      return new Timeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(9),
          Duration.ofSeconds(60),
          Duration.ofSeconds(10));
    }

    private static void positive(String name, Duration value) {
      require(
          value != null && value.compareTo(Duration.ZERO) > 0, name, value, "more than nothing");
    }
  }

  static void require(boolean holds, String name, Object value, String wanted) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + wanted);
    }
  }
}
