package dev.serai.config;

import dev.serai.config.HubConfig.Server;
import dev.serai.config.HubConfig.Server.Timeouts;
import dev.serai.config.Section.Fields;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The keys under {@code server}. */
final class ServerKeys {

  private static final Key<Duration> HEAD =
      Key.of(
          "head", waiting(), "10s", "For the complete head of a new connection's first request.");
  private static final Key<Duration> BODY =
      Key.of("body", waiting(), "30s", "For the complete request, however steadily it drips.");
  private static final Key<Duration> ANSWER =
      Key.of(
          "answer",
          waiting(),
          "9s",
          "For the events to be durable; then the sender gets 503. GitHub, GitLab and CircleCI give up after 10s.");
  private static final Key<Duration> IDLE =
      Key.of("idle", waiting(), "60s", "Between the requests of one connection.");
  private static final Key<Duration> CLOSE =
      Key.of("close", waiting(), "10s", "For requests in flight when the hub stops.");
  private static final Section<Timeouts> TIMEOUTS =
      new Section<>(
          "How long the door waits.",
          List.of(HEAD, BODY, ANSWER, IDLE, CLOSE),
          (f, reading) ->
              new Timeouts(f.get(HEAD), f.get(BODY), f.get(ANSWER), f.get(IDLE), f.get(CLOSE)));

  private static final Key<String> HOST =
      Key.of("host", host(), "0.0.0.0", "Address the door listens on.");
  private static final Key<Integer> PORT =
      Key.of("port", port(), "${SERAI_PORT:8080}", "Port of the door; 0 takes a free one.");
  private static final Key<Integer> MAX_BODY =
      Key.of(
          "maxBodyBytes",
          Types.size("1KiB", "256MiB"),
          "10MiB",
          "Largest body; larger ones are answered 413. A connector may say otherwise.");
  private static final Key<Integer> MAX_HEADERS =
      Key.of(
          "maxHeaderBytes",
          Types.size("1KiB", "1MiB"),
          "32KiB",
          "Largest sum of all header lines of a request; more is answered 431.");
  private static final Key<Integer> MAX_IN_FLIGHT =
      Key.of(
          "maxInFlight",
          Types.wholeNumber(1, 1_000_000),
          "1024",
          "Requests that may be under way at once; more are answered 503 with Retry-After.");
  private static final Key<Integer> MAX_IN_FLIGHT_BYTES =
      Key.optional(
          "maxInFlightBytes",
          Types.size("1MiB", "1GiB"),
          "Memory for the bodies of these requests; else a quarter of the heap. More are answered 503 with Retry-After.");
  private static final Key<Integer> MAX_CONNECTIONS =
      Key.of(
          "maxConnections",
          Types.wholeNumber(1, 1_000_000),
          "4096",
          "Connections open at once; above it the one that sent nothing longest is closed.");
  private static final Key<List<String>> PROXIES =
      Key.optional(
          "proxies",
          AdmissionKeys.networks(),
          "Proxies before the hub, whose X-Forwarded-For is believed where a connector has `allow`.");
  private static final Key<Timeouts> TIMEOUTS_KEY =
      Key.of("timeouts", TIMEOUTS, "", "How long the door waits.");

  static final Section<Server> SERVER =
      new Section<>(
          "The door: where webhooks and CloudEvents come in, and its bounds.",
          List.of(
              HOST,
              PORT,
              MAX_BODY,
              MAX_HEADERS,
              MAX_IN_FLIGHT,
              MAX_IN_FLIGHT_BYTES,
              MAX_CONNECTIONS,
              TIMEOUTS_KEY,
              PROXIES),
          ServerKeys::server);

  private ServerKeys() {}

  private static Server server(Fields f, Reading reading) throws Refusal {
    Integer inFlightBytes = f.get(MAX_IN_FLIGHT_BYTES);
    if (inFlightBytes != null && inFlightBytes < f.get(MAX_BODY)) {
      throw new Refusal(
          f.place(),
          "%s: maxInFlightBytes (%s) is less than maxBodyBytes (%s), so no body of that size would ever be let in; raise it or lower maxBodyBytes"
              .formatted(
                  reading.path(), Quantity.text(inFlightBytes), Quantity.text(f.get(MAX_BODY))));
    }
    return new Server(
        f.get(HOST),
        f.get(PORT),
        f.get(MAX_BODY),
        f.get(MAX_HEADERS),
        f.get(MAX_IN_FLIGHT),
        inFlightBytes == null ? OptionalLong.empty() : OptionalLong.of(inFlightBytes),
        f.get(MAX_CONNECTIONS),
        f.get(TIMEOUTS_KEY),
        AdmissionKeys.orNone(f.get(PROXIES)));
  }

  static Type<String> host() {
    return Types.text("a host name or address", Pattern.compile("[A-Za-z0-9._:%-]{1,253}"));
  }

  static Type<Integer> port() {
    return Types.wholeNumber(0, 65_535);
  }

  private static Type<Duration> waiting() {
    return Types.duration("100ms", "10m");
  }
}
