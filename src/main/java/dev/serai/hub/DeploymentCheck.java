package dev.serai.hub;

import dev.serai.bus.Binding;
import dev.serai.bus.BusException;
import dev.serai.bus.CheckResult;
import dev.serai.bus.GroupSpec;
import dev.serai.config.HubConfig;
import dev.serai.delivery.SystemScheduler;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerException;
import dev.serai.ledger.LedgerOptions;
import dev.serai.ledger.LedgerPlace;
import dev.serai.routes.RouteCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Looks whether a hub could run here and now: plan, ledger, broker, and what is there already.
 * Makes nothing on the broker but what its own check does.
 */
public final class DeploymentCheck {

  /**
   * One answer.
   *
   * @param detail one line: what was found, or what is wrong and the way out
   */
  public record Finding(String what, boolean ok, String detail) {}

  private final HubConfig config;
  private final Path data;
  private final boolean hubRuns;
  private final List<Finding> findings = new ArrayList<>();

  private DeploymentCheck(HubConfig config, Path data, boolean hubRuns) {
    this.config = config;
    this.data = data;
    this.hubRuns = hubRuns;
  }

  /**
   * Blocks while broker and ledger answer, at most some seconds for each; never throws for what it
   * is to find.
   *
   * @param hubRuns whether a hub has the ledger now
   * @param routes without problems
   */
  public static List<Finding> run(
      HubConfig config, Path data, boolean hubRuns, RouteCheck.Result routes) {
    DeploymentCheck check = new DeploymentCheck(config, data, hubRuns);
    check.look(routes);
    return List.copyOf(check.findings);
  }

  private void look(RouteCheck.Result routes) {
    BrokerPlan plan;
    try {
      plan = BrokerPlan.of(config, config.broker(), routes);
    } catch (HubException e) {
      add("settings", false, e.getMessage());
      return;
    }
    add(
        "plan",
        plan.refusals().isEmpty(),
        plan.refusals().isEmpty()
            ? "%s serves all %d groups".formatted(config.broker(), plan.groups().size())
            : String.join("; ", plan.refusals()));
    if (!config.unlogged().isEmpty()) {
      add(
          "log",
          true,
          "kept for all channels but %s (log: false), of which nothing can be replayed"
              .formatted(String.join(", ", config.unlogged())));
    }
    Optional<Ledger> ledger = ledger();
    try {
      broker(ledger, plan);
    } finally {
      ledger.ifPresent(Ledger::close);
    }
  }

  private Optional<Ledger> ledger() {
    LedgerPlace place = Ledgers.place(config.ledger(), data);
    return place instanceof LedgerPlace.File file
        ? ledger(file.path())
        : opened(config.ledger().url(), () -> Ledger.openReadOnly(place));
  }

  private Optional<Ledger> ledger(Path file) {
    if (hubRuns) {
      add("ledger", true, file + " is in use by the running hub");
      return Optional.empty();
    }
    if (!Files.exists(file)) {
      Path folder = existing(file.toAbsolutePath());
      boolean writable = Files.isWritable(folder);
      add(
          "ledger",
          writable,
          writable
              ? "there is none at %s yet; the hub makes it".formatted(file)
              : "%s cannot be made: %s is not writable; name another folder with --data"
                  .formatted(file, folder));
      return Optional.empty();
    }
    return opened(file.toString(), () -> Ledger.open(file, LedgerOptions.defaults()));
  }

  private Optional<Ledger> opened(String name, Supplier<Ledger> open) {
    try {
      Ledger ledger = open.get();
      add("ledger", true, "%s opens, with %d channels".formatted(name, channels(ledger)));
      return Optional.of(ledger);
    } catch (LedgerException e) {
      add("ledger", false, e.getMessage());
      return Optional.empty();
    }
  }

  private static int channels(Ledger ledger) {
    return ledger.events().channels().size();
  }

  private static Path existing(Path file) {
    Path folder = file.getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    return folder == null ? file.getRoot() : folder;
  }

  private void broker(Optional<Ledger> ledger, BrokerPlan plan) {
    Map<Class<?>, Object> services =
        ledger.<Map<Class<?>, Object>>map(open -> Map.of(Ledger.class, open)).orElse(Map.of());
    try (SystemScheduler scheduler = new SystemScheduler();
        Binding binding =
            Bindings.open(config.broker(), config.brokerSettings(), scheduler, services)) {
      CheckResult found = binding.check();
      add("broker", found.ok(), found.detail());
      if (found.ok()) {
        groups(binding, plan);
      }
    } catch (IllegalStateException e) {
      add("broker", true, config.broker() + " is on the ledger, see there");
    }
    DrainingCheck draining = new DrainingCheck(config, services, this::readOnly, this::add);
    config.draining().forEach(name -> draining.look(name, plan));
  }

  private Ledger readOnly() {
    return Ledger.openReadOnly(Ledgers.place(config.ledger(), data));
  }

  private void groups(Binding binding, BrokerPlan plan) {
    Set<String> missing = new TreeSet<>();
    int there = 0;
    try {
      for (BrokerPlan.PlannedGroup planned : plan.groups()) {
        GroupSpec group = planned.group();
        if (binding.groups(group.channel()).contains(group.name())) {
          there++;
        } else {
          missing.add(group.channel() + "/" + group.name());
        }
      }
    } catch (BusException e) {
      add("groups", false, e.getMessage());
      return;
    }
    add(
        "groups",
        true,
        "%d of %d exist%s"
            .formatted(
                there,
                plan.groups().size(),
                missing.isEmpty()
                    ? ""
                    : "; the hub makes at its start: " + String.join(", ", missing)));
  }

  private void add(String what, boolean ok, String detail) {
    findings.add(new Finding(what, ok, detail));
  }
}
