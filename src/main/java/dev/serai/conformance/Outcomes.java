package dev.serai.conformance;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Hears how checks end, and tells those of the contract as {@link Outcome}s. */
public final class Outcomes implements TestExecutionListener {

  private static final Pattern PROMISE = Pattern.compile("\\[nested-class:Promise(\\d+)]");
  private static final Pattern CLASS = Pattern.compile("\\[class:([^\\]]+)]");

  private final Function<String, String> brokers;
  private final Consumer<Outcome> listener;
  private final Map<String, Long> begun = new ConcurrentHashMap<>();

  /**
   * @param brokers gives the broker's name for the class that extends the contract, null for none
   */
  public Outcomes(Function<String, String> brokers, Consumer<Outcome> listener) {
    this.brokers = brokers;
    this.listener = listener;
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    begun.put(test.getUniqueId(), System.nanoTime());
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    tell(test, Outcome.Result.SKIPPED, reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    String said =
        result.getThrowable().map(failure -> String.valueOf(failure.getMessage())).orElse("");
    switch (result.getStatus()) {
      case SUCCESSFUL -> tell(test, Outcome.Result.KEPT, "");
      case ABORTED -> tell(test, Outcome.Result.SKIPPED, said);
      default -> tell(test, Outcome.Result.BROKEN, said);
    }
  }

  private void tell(TestIdentifier test, Outcome.Result result, String detail) {
    Matcher promise = PROMISE.matcher(test.getUniqueId());
    Matcher contract = CLASS.matcher(test.getUniqueId());
    Optional<MethodSource> method =
        test.getSource().filter(MethodSource.class::isInstance).map(MethodSource.class::cast);
    Long from = begun.remove(test.getUniqueId());
    if (!promise.find() || !contract.find() || method.isEmpty()) {
      return;
    }
    String broker = brokers.apply(contract.group(1));
    if (broker != null) {
      listener.accept(
          new Outcome(
              broker,
              Integer.parseInt(promise.group(1)),
              method.get().getMethodName().replace('_', ' '),
              result,
              oneLine(detail),
              from == null ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from)));
    }
  }

  private static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s*\\R\\s*", " ");
    return line.replaceFirst("^Assumption failed: ", "");
  }
}
