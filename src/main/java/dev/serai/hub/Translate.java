package dev.serai.hub;

import dev.serai.component.FailureRules;
import dev.serai.config.Connector;
import dev.serai.config.HubConfig;
import dev.serai.config.HubConfig.PolicyConfig;
import dev.serai.config.PolledConnector;
import dev.serai.config.Sanitize;
import dev.serai.config.Secret;
import dev.serai.config.Subscription;
import dev.serai.delivery.Policy;
import dev.serai.outbound.Subscriber;
import dev.serai.sanitize.Detector;
import dev.serai.sanitize.Rules;
import dev.serai.source.Admission;
import dev.serai.source.DoorSettings;
import dev.serai.source.WebhookConnector;
import dev.serai.source.poll.PollSettings;
import dev.serai.source.scheme.SchemeSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says in each room's own words what the configuration says. */
final class Translate {

  private Translate() {}

  static Policy policy(String name, PolicyConfig config) {
    PolicyConfig.Backoff backoff = config.backoff();
    PolicyConfig.Breaker breaker = config.breaker();
    return new Policy(
        name,
        config.attempts(),
        new Policy.Backoff(backoff.initial(), backoff.factor(), backoff.max(), backoff.jitter()),
        breaker == null
            ? null
            : new Policy.Breaker(breaker.failures(), breaker.window(), breaker.open()));
  }

  static FailureRules rules(PolicyConfig config) {
    return new FailureRules(
        config.classify().stream()
            .map(
                rule ->
                    new FailureRules.Rule(
                        rule.exception(),
                        rule.statuses(),
                        rule.then() == PolicyConfig.Verdict.POISON))
            .toList());
  }

  static DoorSettings door(HubConfig config, int port) {
    HubConfig.Server server = config.server();
    DoorSettings defaults = DoorSettings.at(server.host(), port);
    HubConfig.Server.Timeouts timeouts = server.timeouts();
    long inFlightBytes = inFlightBytes(config, defaults.limits().maxInFlightBytes());
    return defaults
        .withLimits(
            new DoorSettings.Limits(
                server.maxBodyBytes(),
                server.maxHeaderBytes(),
                server.maxInFlight(),
                inFlightBytes,
                server.maxConnections()))
        .withTimeouts(
            new DoorSettings.Timeouts(
                timeouts.head(),
                timeouts.body(),
                timeouts.answer(),
                timeouts.idle(),
                timeouts.close()))
        .withProxies(server.proxies());
  }

  /**
   * @param usual where the user says nothing, unless a connector's largest body needs more
   */
  static long inFlightBytes(HubConfig config, long usual) {
    int largest =
        config.connectors().values().stream()
            .filter(Connector.Inbound.class::isInstance)
            .mapToInt(connector -> ((Connector.Inbound) connector).maxBytes())
            .reduce(config.server().maxBodyBytes(), Math::max);
    return config.server().maxInFlightBytes().orElse(Math.max(largest, usual));
  }

  static WebhookConnector connector(Connector.Inbound connector) {
    boolean webhook = connector instanceof Connector.Webhook;
    return new WebhookConnector(
        connector.name(),
        webhook ? WebhookConnector.Kind.WEBHOOK : WebhookConnector.Kind.CLOUDEVENTS,
        scheme(connector.verify()),
        connector.maxBytes(),
        connector.onDuplicate() == Connector.OnDuplicate.CONFLICT
            ? WebhookConnector.Duplicates.CONFLICT
            : WebhookConnector.Duplicates.OK,
        admission(connector.admission()));
  }

  private static Admission admission(Connector.Admission config) {
    Connector.Rate rate = config.rate();
    return new Admission(
        config.allow(),
        rate == null ? null : new Admission.Rate(rate.count(), rate.per()),
        config.origins());
  }

  static Rules rules(Sanitize config) {
    return new Rules(
        config.keep(),
        config.drop(),
        config.mask(),
        config.hash(),
        config.detect().stream()
            .map(what -> Detector.valueOf(what.name()))
            .collect(Collectors.toSet()),
        config.names(),
        config.key() == null ? null : config.key().reveal());
  }

  static PollSettings poll(PolledConnector polled) {
    PolledConnector.Address address = polled.address();
    Map<String, String> headers = new TreeMap<>();
    address.headers().forEach((name, value) -> headers.put(name, value.reveal()));
    return new PollSettings(
        polled.name(),
        address.url(),
        address.every(),
        headers,
        reading(polled.reading()),
        new PollSettings.Choice(polled.onlyNew(), polled.updates()),
        new PollSettings.Limits(address.timeout(), address.maxBytes()),
        address.allow());
  }

  private static PollSettings.Reading reading(PolledConnector.Reading config) {
    if (config instanceof PolledConnector.Feed feed) {
      return new PollSettings.OfFeed(feed.maxEntries(), feed.maxEntryBytes());
    }
    PolledConnector.Api api = (PolledConnector.Api) config;
    PolledConnector.Paging paging = api.paging();
    PolledConnector.Cursor cursor = api.cursor();
    return new PollSettings.OfJson(
        api.items(),
        api.id(),
        api.version(),
        paging == null
            ? new PollSettings.Paging(PollSettings.Paging.By.NONE, "", "", 1, 1)
            : new PollSettings.Paging(
                PollSettings.Paging.By.valueOf(paging.by().name()),
                paging.path(),
                paging.parameter(),
                paging.start(),
                paging.maxPages()),
        cursor == null
            ? null
            : new PollSettings.Cursor(
                cursor.item(), cursor.document(), cursor.parameter(), cursor.start()));
  }

  static SchemeSettings scheme(Connector.Verify verify) {
    List<String> secrets = verify.secrets().stream().map(Secret::reveal).toList();
    return new SchemeSettings(verify.scheme(), secrets, verify.options());
  }

  static Subscriber subscriber(Subscription subscription) {
    return new Subscriber(
        subscription.name(),
        subscription.url(),
        subscription.secrets().stream().map(Secret::reveal).toList(),
        subscription.mode() == Subscription.Mode.STRUCTURED,
        subscription.timeout(),
        subscription.allow());
  }
}
