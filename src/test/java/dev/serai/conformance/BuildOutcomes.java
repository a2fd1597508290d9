package dev.serai.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes what the build finds out about each broker to {@code target/conformance}, from where
 * {@code serai conformance --from} makes the reference page.
 */
public final class BuildOutcomes implements TestExecutionListener {

  private static final Pattern TEST = Pattern.compile("([A-Z][A-Za-z]*)BindingTest$");
  private static final int PROMISES = 14;
  private static final Path FOLDER = Path.of("target", "conformance");

  private final Queue<Outcome> found = new ConcurrentLinkedQueue<>();
  private final Outcomes outcomes = new Outcomes(BuildOutcomes::broker, found::add);

  /** {@code InstalledRedisBindingTest} is about {@code installed redis}. */
  private static String broker(String type) {
    Matcher name = TEST.matcher(type);
    return name.find()
        ? name.group(1).replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT)
        : null;
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    outcomes.executionStarted(test);
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    outcomes.executionSkipped(test, reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    outcomes.executionFinished(test, result);
  }

  /** A part of the checks says nothing about a broker. */
  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    Map<String, List<Outcome>> byBroker =
        found.stream().collect(Collectors.groupingBy(Outcome::broker));
    byBroker.forEach(
        (broker, all) -> {
          if (all.stream().map(Outcome::promise).distinct().count() == PROMISES) {
            write(broker, all);
          }
        });
  }

  private static void write(String broker, List<Outcome> all) {
    try {
      Files.createDirectories(FOLDER);
      new ObjectMapper().writeValue(FOLDER.resolve(broker + ".json").toFile(), all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
