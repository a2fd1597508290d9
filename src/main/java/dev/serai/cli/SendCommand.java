package dev.serai.cli;

import dev.serai.config.Connector;
import dev.serai.config.HubConfig;
import dev.serai.config.PolledConnector;
import dev.serai.config.Secret;
import dev.serai.source.scheme.SchemeSettings;
import dev.serai.source.scheme.Signer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "send",
    description = "Sign a sample or a file as a connector's sender would, and post it.",
    footer = {
      "%nExamples:",
      "  serai send github                                # the first sample",
      "  serai send github workflow_run.completed.failure # a sample by name",
      "  serai send github run.json --event workflow_run  # a file",
      "  serai send github --count 1000 --rate 100"
    })
final class SendCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Sender sender = new Sender();

  @Mixin ConfigOption config;
  @Mixin DataOption data;

  @Parameters(
      index = "0",
      paramLabel = "CONNECTOR",
      description = "A connector of the configuration.")
  String connector;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "MESSAGE",
      description = "A file, or the name of a sample (see --list). Default: the first sample.")
  String message;

  @Option(names = "--list", description = "List the samples for this connector instead.")
  boolean list;

  @Option(
      names = "--event",
      paramLabel = "NAME",
      description =
          "What the sender calls the event. Default: the message's name up to its first dot.")
  String event;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description =
          "The delivery's id, in a sample's body too where its sender writes one there. Default: a new one for each sending.")
  String id;

  @Option(
      names = "--secret",
      paramLabel = "TEXT",
      description = "What to sign with. Default: the connector's first secret.")
  String secret;

  @Option(names = "--unsigned", description = "Send without a signature.")
  boolean unsigned;

  @Option(
      names = {"-H", "--header"},
      paramLabel = "NAME=VALUE",
      description = "A further header, or another value for one that is sent anyway.")
  Map<String, String> headers = new LinkedHashMap<>();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The door. Default: that of the running hub, else the configured one.")
  URI url;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many to send (default: ${DEFAULT-VALUE}).")
  int count;

  @Option(
      names = "--rate",
      paramLabel = "PER_SECOND",
      defaultValue = "0",
      description = "How many a second at most; 0 for as fast as they are answered.")
  double rate;

  SendCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    HubConfig hub = config.load(terminal.env());
    Connector.Inbound target = target(hub);
    if (list) {
      Samples.of(Message.system(target)).names().forEach(this::list);
      return ExitCode.OK;
    }
    Message what = Message.find(target, message, event);
    Signer signer = signer(target);
    URI address = address(hub, target);
    return count == 1 ? sendOne(what, signer, address) : sendMany(what, signer, address);
  }

  private void list(String name) {
    terminal.say(name);
    terminal.json(Map.of("sample", name));
  }

  private Connector.Inbound target(HubConfig hub) {
    Connector target = hub.connectors().get(connector);
    if (target instanceof PolledConnector) {
      throw new CliException(
          ExitCode.INVALID,
          "the connector '%s' is polled, so nothing can be sent to it".formatted(connector));
    }
    if (target == null) {
      throw new CliException(
          ExitCode.INVALID,
          "%s has no connector '%s'; known are %s"
              .formatted(hub.file(), connector, String.join(", ", hub.connectors().keySet())));
    }
    if (target.off().isPresent() && secret == null && !list) {
      throw new CliException(
          ExitCode.INVALID,
          "the connector '%s' is off: %s".formatted(connector, target.off().get()));
    }
    return (Connector.Inbound) target;
  }

  private Signer signer(Connector.Inbound target) {
    Connector.Verify verify = target.verify();
    List<String> secrets = verify.secrets().stream().map(Secret::reveal).toList();
    if (unsigned) {
      secrets = List.of();
    } else if (secret != null) {
      secrets = List.of(secret);
    }
    return new Signer(new SchemeSettings(verify.scheme(), secrets, verify.options()));
  }

  private URI address(HubConfig hub, Connector target) {
    URI door = url != null ? url : door(hub);
    String path = target instanceof Connector.CloudEvents ? "/events/" : "/webhooks/";
    return door.resolve(path + target.name());
  }

  private URI door(HubConfig hub) {
    int port = HubFile.find(data.data).map(HubFile::port).orElse(hub.server().port());
    return Address.http(hub.server().host(), port);
  }

  private int sendOne(Message what, Signer signer, URI address) {
    String delivery = id();
    Sender.Answer answer = send(what, signer, address, delivery);
    terminal.say("%d in %d ms: %s".formatted(answer.status(), answer.millis(), answer.body()));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("id", delivery);
    result.put("status", answer.status());
    result.put("millis", answer.millis());
    result.put("answer", answer.body());
    terminal.json(result);
    return answer.isTaken() ? ExitCode.OK : ExitCode.FAILED;
  }

  private Sender.Answer send(Message what, Signer signer, URI address, String delivery) {
    Message own = what.with(delivery);
    return sender.post(address, own.headers(signer, delivery, headers), own.body());
  }

  private int sendMany(Message what, Signer signer, URI address) {
    Map<Integer, Integer> statuses = new TreeMap<>();
    int taken = 0;
    long start = System.nanoTime();
    for (int sent = 0; sent < count; sent++) {
      pace(start, sent);
      Sender.Answer answer = send(what, signer, address, id());
      statuses.merge(answer.status(), 1, Integer::sum);
      taken += answer.isTaken() ? 1 : 0;
      if (sent % 100 == 0) {
        terminal.progress("sent %,d of %,d, answers %s".formatted(sent, count, statuses));
      }
    }
    long millis = Math.max(1, (System.nanoTime() - start) / 1_000_000);
    terminal.progressDone();
    terminal.say(
        "sent %,d in %,d ms (%,d a second), answers by status: %s"
            .formatted(count, millis, count * 1000L / millis, statuses));
    terminal.json(Map.of("sent", count, "millis", millis, "answers", statuses));
    return taken == count ? ExitCode.OK : ExitCode.FAILED;
  }

  private void pace(long start, int sent) {
    if (rate > 0) {
      long due = start + (long) (sent * TimeUnit.SECONDS.toNanos(1) / rate);
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
    }
  }

  private String id() {
    return id == null ? UUID.randomUUID().toString() : id;
  }
}
