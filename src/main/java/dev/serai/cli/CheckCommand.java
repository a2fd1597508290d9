package dev.serai.cli;

import dev.serai.config.HubConfig;
import dev.serai.hub.DeploymentCheck;
import dev.serai.routes.RouteCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "check",
    description =
        "Look whether a hub can run here and now: is broker and ledger reachable, allowed, in the"
            + " right version, and are the groups there.",
    footer = {
      "%nExamples:",
      "  serai check                       # what the configuration says",
      "  SERAI_BROKER=redis serai check    # before the broker is switched"
    })
final class CheckCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin ConfigOption config;
  @Mixin RoutesOption routes;
  @Mixin DataOption data;

  CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Logs.quiet();
    HubConfig hub = config.load(terminal.env());
    RouteCheck.Result found = routes.checked();
    Optional<HubFile> running = HubFile.find(data.data);
    running.ifPresent(
        file ->
            terminal.note(
                "a hub runs here with process id %d; how it is: %s/observe/health"
                    .formatted(file.pid(), file.management())));
    List<DeploymentCheck.Finding> findings =
        DeploymentCheck.run(hub, data.data, running.isPresent(), found);
    for (DeploymentCheck.Finding finding : findings) {
      terminal.say(
          "%-6s  %-9s  %s"
              .formatted(finding.ok() ? "ok" : "FAILED", finding.what(), finding.detail()));
    }
    boolean ok = findings.stream().allMatch(DeploymentCheck.Finding::ok);
    terminal.json(result(hub.broker(), ok, findings));
    return ok ? ExitCode.OK : ExitCode.FAILED;
  }

  private static Map<String, Object> result(
      String broker, boolean ok, List<DeploymentCheck.Finding> findings) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("broker", broker);
    result.put("ok", ok);
    result.put("findings", findings);
    return result;
  }
}
