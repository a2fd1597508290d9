package dev.serai.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The outcomes of several brokers beside each other, in Markdown. */
public final class ConformancePage {

  private record Check(int promise, String name) implements Comparable<Check> {
    @Override
    public int compareTo(Check other) {
      return promise != other.promise ? promise - other.promise : name.compareTo(other.name);
    }
  }

  private ConformancePage() {}

  public static String markdown(List<Outcome> outcomes) {
    Set<String> brokers = new TreeSet<>();
    Map<Check, Map<String, Outcome>> rows = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      brokers.add(outcome.broker());
      rows.computeIfAbsent(new Check(outcome.promise(), outcome.check()), check -> new TreeMap<>())
          .put(outcome.broker(), outcome);
    }
    StringBuilder page =
        new StringBuilder(
            """
            # Conformance

            Written by `serai conformance --from target/conformance --write` from what the build found on real brokers.
            The numbers are those of the promises in `Binding`; how to run the checks on your own broker is in
            [the guide](../guide/conformance.md). ✓ kept, – skipped with its reason below, ✗ broken.

            """);
    page.append("| promise | check | ").append(String.join(" | ", brokers)).append(" |\n|---|---|");
    page.append("---|".repeat(brokers.size())).append('\n');
    List<String> reasons = new ArrayList<>();
    rows.forEach(
        (check, byBroker) -> {
          page.append("| %d | %s |".formatted(check.promise(), check.name()));
          for (String broker : brokers) {
            page.append(' ').append(sign(byBroker.get(broker))).append(" |");
          }
          page.append('\n');
          byBroker.values().stream()
              .filter(outcome -> outcome.result() != Outcome.Result.KEPT)
              .map(ConformancePage::reason)
              .forEach(reasons::add);
        });
    page.append('\n').append(summary(outcomes, brokers));
    if (!reasons.isEmpty()) {
      page.append("\n## Not kept, and why\n\n");
      reasons.forEach(reason -> page.append("- ").append(reason).append('\n'));
    }
    return page.toString();
  }

  private static String sign(Outcome outcome) {
    if (outcome == null) {
      return " ";
    }
    return switch (outcome.result()) {
      case KEPT -> "✓";
      case SKIPPED -> "–";
      case BROKEN -> "✗";
    };
  }

  private static String reason(Outcome outcome) {
    return "%s, %d, %s: %s"
        .formatted(outcome.broker(), outcome.promise(), outcome.check(), outcome.detail());
  }

  private static String summary(List<Outcome> outcomes, Set<String> brokers) {
    return brokers.stream()
        .map(
            broker -> {
              List<Outcome> all =
                  outcomes.stream().filter(each -> each.broker().equals(broker)).toList();
              long kept = all.stream().filter(each -> each.result() == Outcome.Result.KEPT).count();
              return "%s keeps %d of %d".formatted(broker, kept, all.size());
            })
        .collect(Collectors.joining("; ", "", ".\n"));
  }
}
