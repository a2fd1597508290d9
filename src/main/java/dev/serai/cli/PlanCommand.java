package dev.serai.cli;

import dev.serai.bus.Deviation;
import dev.serai.bus.Support;
import dev.serai.config.HubConfig;
import dev.serai.hub.Bindings;
import dev.serai.hub.BrokerPlan;
import dev.serai.hub.BrokerPlan.PlannedGroup;
import dev.serai.hub.BrokerPlan.PlannedNeed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "plan",
    description =
        "Show what the routes need of a broker, who meets it, and what would be made there; asks"
            + " no broker.",
    footer = {
      "%nEnds with 2 when the broker cannot serve a route: a hub would not start then.",
      "%nExamples:",
      "  serai plan                        # for the configured broker",
      "  serai plan --broker servicebus    # before switching to it"
    })
final class PlanCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin ConfigOption config;
  @Mixin RoutesOption routes;

  @Option(
      names = "--broker",
      paramLabel = "NAME",
      description = "Which broker to plan for (SERAI_BROKER; default: the configured one).")
  String broker;

  PlanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    HubConfig hub = config.load(terminal.env());
    String chosen = broker == null ? hub.broker() : broker;
    if (!Bindings.names().contains(chosen)) {
      throw new CliException(
          ExitCode.INVALID,
          "broker '%s' is not known; known are %s"
              .formatted(chosen, String.join(", ", Bindings.names())));
    }
    BrokerPlan plan = BrokerPlan.of(hub, chosen, routes.checked());
    tell(plan);
    terminal.json(json(plan));
    return plan.refusals().isEmpty() ? ExitCode.OK : ExitCode.INVALID;
  }

  private void tell(BrokerPlan plan) {
    terminal.say("Plan for the broker '%s'".formatted(plan.broker()));
    for (PlannedGroup group : plan.groups()) {
      terminal.say("");
      String place = group.line() == 0 ? group.file() : group.file() + ":" + group.line();
      terminal.say(
          "%s, group %s (%s)".formatted(group.group().channel(), group.group().name(), place));
      group.needs().forEach(this::tell);
    }
    terminal.say("");
    terminal.say("The deployment");
    plan.deployment().forEach(this::tell);
    terminal.say(
        "  %-52s  %-7s  %s"
            .formatted(
                "attempts, backoff, dead letters, replay",
                "hub",
                "in the ledger, on every broker"));
    terminal.say("");
    terminal.say(
        "Largest event: %,d bytes here; %,d on every broker that is configured"
            .formatted(plan.maxEventBytes(), plan.portableBytes()));
    section("Made on the broker when it is not there", plan.creates());
    section(
        "Where this broker deviates",
        plan.deviations().stream().map(each -> each.name() + ": " + each.text()).toList());
    section("To know", plan.notes());
    section("REFUSED: a hub does not start with this", plan.refusals());
  }

  private void tell(PlannedNeed need) {
    terminal.say(
        "  %-52s  %-7s  %s"
            .formatted(need.need().text(), who(need.support()), need.support().how()));
  }

  private static String who(Support support) {
    return switch (support.level()) {
      case NATIVE -> "broker";
      case EMULATED -> "hub";
      case REFUSED -> "nobody";
    };
  }

  private void section(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      terminal.say("");
      terminal.say(title);
      lines.forEach(line -> terminal.say("  " + line));
    }
  }

  private static Map<String, Object> json(BrokerPlan plan) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("broker", plan.broker());
    json.put("refused", !plan.refusals().isEmpty());
    json.put("groups", plan.groups().stream().map(PlanCommand::json).toList());
    json.put("deployment", needs(plan.deployment()));
    json.put("creates", plan.creates());
    json.put("maxEventBytes", plan.maxEventBytes());
    json.put("portableEventBytes", plan.portableBytes());
    json.put("deviations", plan.deviations().stream().map(PlanCommand::json).toList());
    json.put("notes", plan.notes());
    json.put("refusals", plan.refusals());
    return json;
  }

  private static Map<String, Object> json(PlannedGroup group) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("channel", group.group().channel());
    json.put("group", group.group().name());
    json.put("file", group.file());
    json.put("line", group.line());
    json.put("needs", needs(group.needs()));
    json.put("refusals", group.refusals());
    return json;
  }

  private static Map<String, Object> json(Deviation deviation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", deviation.name());
    json.put("text", deviation.text());
    return json;
  }

  private static List<Map<String, Object>> needs(List<PlannedNeed> needs) {
    return needs.stream()
        .map(
            need -> {
              Map<String, Object> json = new LinkedHashMap<>();
              json.put("need", need.need().name().toLowerCase(Locale.ROOT).replace('_', '-'));
              json.put("by", who(need.support()));
              json.put("how", need.support().how());
              return json;
            })
        .toList();
  }
}
