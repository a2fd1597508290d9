package dev.serai.cli;

import dev.serai.config.Connector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "ls",
    description = "List the connectors of the configuration, then the senders that the hub knows.")
final class ConnectorsListCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin LedgerAccess access;

  ConnectorsListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    access.hub(terminal).connectors().values().forEach(this::configured);
    KnownSender.all().forEach(this::known);
    return ExitCode.OK;
  }

  private void configured(Connector connector) {
    String state = connector.off().map(why -> "off: " + why).orElse("on");
    terminal.say(
        "%-16s  %-28s  %-18s  -> %-16s  %s"
            .formatted(
                connector.name(),
                ConnectorsShowCommand.path(connector),
                ConnectorsShowCommand.proof(connector),
                Objects.requireNonNullElse(connector.channel(), "a route"),
                state));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("connector", connector.name());
    json.put("path", ConnectorsShowCommand.path(connector));
    json.put("scheme", ConnectorsShowCommand.proof(connector));
    json.put("channel", connector.channel());
    json.put("state", state);
    terminal.json(json);
  }

  private void known(KnownSender sender) {
    terminal.say(
        "%-16s  %-28s  %-18s  %s"
            .formatted(
                "(" + sender.name() + ")", "known", sender.schemes().get(0), sender.about()));
    terminal.json(
        Map.of("sender", sender.name(), "schemes", sender.schemes(), "about", sender.about()));
  }
}
