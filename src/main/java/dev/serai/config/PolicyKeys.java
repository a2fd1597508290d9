package dev.serai.config;

import dev.serai.config.HubConfig.PolicyConfig;
import dev.serai.config.HubConfig.PolicyConfig.Backoff;
import dev.serai.config.HubConfig.PolicyConfig.Breaker;
import dev.serai.config.HubConfig.PolicyConfig.Rule;
import dev.serai.config.HubConfig.PolicyConfig.Verdict;
import dev.serai.config.Section.Fields;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The keys under {@code policies}. */
final class PolicyKeys {

  private static final Key<Duration> INITIAL =
      Key.of("initial", waiting(), "1s", "Wait after the first failure.");
  private static final Key<Double> FACTOR =
      Key.of("factor", Types.number(1, 100), "3", "By how much each wait is longer than the last.");
  private static final Key<Duration> MAX = Key.of("max", waiting(), "10m", "Longest wait.");
  private static final Key<Double> JITTER =
      Key.of(
          "jitter",
          Types.number(0, 1),
          "0.2",
          "Share by which waits are spread at random, so that what failed together does not come back together.");
  private static final Section<Backoff> BACKOFF =
      new Section<>(
          "How long to wait between attempts. Waiting deliveries lie in the ledger and hold up nothing but later events of their own key.",
          List.of(INITIAL, FACTOR, MAX, JITTER),
          PolicyKeys::backoff);

  private static final Key<Integer> FAILURES =
      Key.of("failures", Types.wholeNumber(1, 10_000), "5", "Failures that open the breaker.");
  private static final Key<Duration> WINDOW =
      Key.of("window", Types.duration("100ms", "1d"), "30s", "Time within which they count.");
  private static final Key<Duration> OPEN =
      Key.of(
          "open",
          Types.duration("100ms", "1d"),
          "60s",
          "How long the group pauses before one event is tried.");
  private static final Section<Breaker> BREAKER =
      new Section<>(
          "Pauses the whole group when a system it calls is down; uses up no attempts.",
          List.of(FAILURES, WINDOW, OPEN),
          (f, reading) -> new Breaker(f.get(FAILURES), f.get(WINDOW), f.get(OPEN)));

  private static final Key<String> EXCEPTION =
      Key.optional(
          "exception",
          Types.text("the name of an exception class"),
          "Simple or full class name of the exception or one of its causes.");
  private static final Key<List<Set<Integer>>> STATUS =
      Key.optional("status", Types.oneOrMore(status()), "HTTP statuses of the call that failed.");
  private static final Key<Verdict> THEN =
      Key.required(
          "then",
          Types.choice(Verdict.class),
          "write then: poison or then: retry",
          "`poison`: to the dead letters at once; `retry`: try again.");
  private static final Section<Rule> RULE =
      new Section<>(
          "Says what a failure means, before the hub's own rules.",
          List.of(EXCEPTION, STATUS, THEN),
          PolicyKeys::rule);

  private static final Key<Integer> ATTEMPTS =
      Key.of(
          "attempts",
          Types.wholeNumber(1, 1000),
          "5",
          "How often an event is tried before it becomes a dead letter.");
  private static final Key<Backoff> BACKOFF_KEY =
      Key.of("backoff", BACKOFF, "", "How long to wait between attempts.");
  private static final Key<Breaker> BREAKER_KEY =
      Key.optional("breaker", BREAKER, "When to pause the group; without it, never.");
  private static final Key<List<Rule>> CLASSIFY =
      Key.optional(
          "classify",
          Types.list(RULE),
          "Which failures are worth another attempt; the first rule that matches decides.");

  static final Section<PolicyConfig> POLICY =
      new Section<>(
          "How failures of a route are met; a route names it as `policy`. Routes that name none have the policy `default`, which may be defined here.",
          List.of(ATTEMPTS, BACKOFF_KEY, BREAKER_KEY, CLASSIFY),
          PolicyKeys::policy);

  private PolicyKeys() {}

  private static PolicyConfig policy(Fields f, Reading reading) {
    List<Rule> rules = f.get(CLASSIFY);
    return new PolicyConfig(
        f.get(ATTEMPTS), f.get(BACKOFF_KEY), f.get(BREAKER_KEY), rules == null ? List.of() : rules);
  }

  private static Backoff backoff(Fields f, Reading reading) throws Refusal {
    Duration initial = f.get(INITIAL);
    Duration max = f.get(MAX);
    if (max.compareTo(initial) < 0) {
      throw new Refusal(
          f.place(),
          "%s: initial (%s) is longer than max (%s); raise max or lower initial"
              .formatted(reading.path(), Quantity.text(initial), Quantity.text(max)));
    }
    return new Backoff(initial, f.get(FACTOR), max, f.get(JITTER));
  }

  private static Rule rule(Fields f, Reading reading) throws Refusal {
    String exception = f.get(EXCEPTION);
    List<Set<Integer>> statuses = f.get(STATUS);
    if (exception == null && statuses == null) {
      throw new Refusal(
          f.place(),
          reading.path()
              + " would match every failure; write exception: SomeException, status: [409, 422], or both");
    }
    Set<Integer> all = new TreeSet<>();
    if (statuses != null) {
      statuses.forEach(all::addAll);
    }
    return new Rule(exception, Collections.unmodifiableSet(all), f.get(THEN));
  }

  private static Type<Set<Integer>> status() {
    return new Types.Single<>(
        "an HTTP status such as 422 or 4xx",
        text -> {
          if (text.matches("[1-5][0-9][0-9]")) {
            return Set.of(Integer.valueOf(text));
          }
          if (text.matches("[1-5][xX][xX]")) {
            int first = (text.charAt(0) - '0') * 100;
            return IntStream.range(first, first + 100)
                .boxed()
                .collect(Collectors.toUnmodifiableSet());
          }
          return null;
        });
  }

  private static Type<Duration> waiting() {
    return Types.duration("1ms", "7d");
  }
}
