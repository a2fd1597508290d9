package dev.serai.cli;

import dev.serai.config.Connector;
import dev.serai.config.HubConfig;
import dev.serai.config.PolledConnector;
import dev.serai.config.Quantity;
import dev.serai.normalize.Normalizers;
import dev.serai.source.scheme.Schemes;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description =
        "Show a connector, or a sender that the hub knows: address, proof, events, samples.")
final class ConnectorsShowCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin LedgerAccess access;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "A connector of the configuration, else a known sender.")
  String name;

  ConnectorsShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    HubConfig hub = access.hub(terminal);
    Connector connector = hub.connectors().get(name);
    Map<String, Object> told = new LinkedHashMap<>();
    if (connector != null) {
      tell(connector, told);
      String normalizer = normalizer(connector);
      if (normalizer != null && Normalizers.names().contains(normalizer)) {
        tell(KnownSender.named(normalizer), told);
      }
    } else if (Normalizers.names().contains(name)) {
      KnownSender sender = KnownSender.named(name);
      told.put("about", sender.about());
      told.put("schemes", sender.schemes());
      tell(sender, told);
      told.put("yaml", sender.yaml());
    } else {
      throw new CliException(
          ExitCode.INVALID,
          "'%s' is no connector of %s and no sender that the hub knows; connectors are %s, known senders %s"
              .formatted(
                  name,
                  hub.file(),
                  hub.connectors().isEmpty()
                      ? "none"
                      : String.join(", ", hub.connectors().keySet()),
                  String.join(", ", Normalizers.names())));
    }
    told.forEach(this::say);
    terminal.json(told);
    return ExitCode.OK;
  }

  private void say(String key, Object value) {
    if (value instanceof Map<?, ?> map) {
      terminal.say(key + ":");
      map.forEach((inner, what) -> terminal.say("  %-40s  %s".formatted(inner, text(what))));
    } else if (value instanceof String text && text.contains("\n")) {
      terminal.say(key + ":\n" + text.indent(2).stripTrailing());
    } else {
      terminal.say("%-12s  %s".formatted(key + ":", text(value)));
    }
  }

  private static String text(Object value) {
    return value instanceof Iterable<?> many ? String.join(", ", strings(many)) : "" + value;
  }

  private static List<String> strings(Iterable<?> many) {
    List<String> all = new ArrayList<>();
    many.forEach(one -> all.add(String.valueOf(one)));
    return all;
  }

  private static void tell(Connector connector, Map<String, Object> told) {
    told.put("state", connector.off().map(why -> "off: " + why).orElse("on"));
    told.put("path", path(connector));
    if (connector instanceof Connector.Inbound inbound) {
      tell(inbound, told);
    } else if (connector instanceof PolledConnector polled) {
      tell(polled, told);
    }
    if (normalizer(connector) != null) {
      told.put("normalize", normalizer(connector));
    }
    if (connector instanceof Connector.Webhook webhook) {
      told.put("vocabulary", webhook.vocabulary().name().toLowerCase(Locale.ROOT));
    }
    told.put("channel", connector.channel() == null ? "what a route says" : connector.channel());
  }

  private static void tell(Connector.Inbound inbound, Map<String, Object> told) {
    told.put("scheme", inbound.verify().scheme());
    told.put("secrets", inbound.verify().secrets().size());
    Map<String, String> options = inbound.verify().options();
    told.put("options", new TreeMap<>(options));
    told.put(
        "further options",
        Schemes.options(inbound.verify().scheme()).stream()
            .filter(option -> !options.containsKey(option))
            .toList());
    told.put("maxBytes", inbound.maxBytes());
  }

  private static void tell(PolledConnector polled, Map<String, Object> told) {
    told.put("every", Quantity.text(polled.address().every()));
    told.put("headers", polled.address().headers().keySet());
    told.put("maxBytes", polled.address().maxBytes());
  }

  private static void tell(KnownSender sender, Map<String, Object> told) {
    told.put("events", sender.events());
    told.put("samples", sender.samples());
  }

  private static String normalizer(Connector connector) {
    return connector instanceof Connector.Webhook webhook
        ? webhook.normalize()
        : connector instanceof Connector.CloudEvents events
            ? events.normalize()
            : ((PolledConnector) connector).normalize();
  }

  /** How its senders prove who they are, or that it is polled. */
  static String proof(Connector connector) {
    return connector instanceof Connector.Inbound inbound
        ? inbound.verify().scheme()
        : "polled (" + connector.scheme() + ")";
  }

  /** Where it is posted to, or where it is polled, without what may be secret. */
  static String path(Connector connector) {
    if (connector instanceof PolledConnector polled) {
      URI url = polled.address().url();
      String port = url.getPort() < 0 ? "" : ":" + url.getPort();
      return url.getScheme() + "://" + url.getHost() + port + url.getPath();
    }
    return (connector instanceof Connector.CloudEvents ? "/events/" : "/webhooks/")
        + connector.name();
  }
}
