package dev.serai.bench.sender;

import dev.serai.bench.child.ChildJvm;
import dev.serai.bench.child.Parent;
import dev.serai.bench.child.WorkFolder;
import dev.serai.bench.plan.Plan;
import dev.serai.bench.report.Figure;
import dev.serai.bench.report.ReportJson;
import dev.serai.bench.report.Rounds;
import dev.serai.bench.report.SuiteResult;
import dev.serai.bench.report.Verdict;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** Each sender's delivery, verified and normalised, in turns with Jackson's parsing of its body. */
public final class SenderSuite {

  private static final double BAR = 2.5;
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final int CALLS_BETWEEN_LOOKS = 50;
  private static final double NANOS_IN_MICRO = 1_000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Keeps results, so that no compiler leaves out what is measured. */
  private static final LongAdder RESULTS = new LongAdder();

  private final int rounds;
  private final long sliceNanos;
  private final long warmUpCalls;

  SenderSuite(Plan plan) {
    this.rounds = plan.rounds();
    // Each sender has a share of the measured time, a half of it for each side.
    this.sliceNanos = plan.measure().toNanos() / 10;
    // By calls: on a machine that does other work the compiler needs as many of them as on any.
    this.warmUpCalls = plan.warmUp().toMillis() * 2;
  }

  /** In a JVM of its own. Throws {@link IllegalStateException} with its log when it fails. */
  public static SuiteResult run(WorkFolder folder, List<String> options, Plan plan) {
    try (ChildJvm child =
        ChildJvm.start(
            folder.path(),
            options,
            SenderSuite.class,
            Integer.toString(plan.rounds()),
            Long.toString(plan.warmUp().toMillis()),
            Long.toString(plan.measure().toMillis()))) {
      return ReportJson.read(child.line(PATIENCE));
    }
  }

  public static void main(String[] args) {
    Plan defaults = Plan.ofDefaults();
    Plan plan =
        new Plan(
            Integer.parseInt(args[0]),
            Duration.ofMillis(Long.parseLong(args[1])),
            Duration.ofMillis(Long.parseLong(args[2])),
            defaults.connections(),
            defaults.events(),
            defaults.backlog());
    Parent.tell(ReportJson.write(new SenderSuite(plan).run()));
    System.exit(0);
  }

  SuiteResult run() {
    List<Subject> subjects = Subject.all();
    Rounds micros = new Rounds();
    for (Subject subject : subjects) {
      for (long call = 0; call < warmUpCalls; call++) {
        RESULTS.add(subject.take());
        RESULTS.add(subject.parse());
      }
    }
    for (int round = 0; round < rounds; round++) {
      for (Subject subject : subjects) {
        micros.add(taken(subject), micros(subject::take, sliceNanos));
        micros.add(parsed(subject), micros(subject::parse, sliceNanos));
      }
    }
    List<Figure> figures = new ArrayList<>(micros.figures("µs"));
    List<Verdict> verdicts =
        subjects.stream()
            .map(
                subject ->
                    Verdict.ratioAtMost(
                        subject.name() + " verified and normalised, to parsing with Jackson",
                        micros.ratio(taken(subject), parsed(subject)),
                        BAR))
            .toList();
    return new SuiteResult(
        "senders",
        "One delivery of each sender, of the size that it really sends, in the time of one thread: its signature checked and its events made, in turns with `readTree` over the same bytes.",
        figures,
        verdicts);
  }

  private static String taken(Subject subject) {
    return "%s, %,d bytes: verified and normalised".formatted(subject.name(), subject.bytes());
  }

  private static String parsed(Subject subject) {
    return "%s, %,d bytes: parsed with Jackson".formatted(subject.name(), subject.bytes());
  }

  /** This thread's time for one call, without that of whatever else runs on the machine. */
  private static double micros(IntSupplier call, long nanos) {
    long start = THREADS.getCurrentThreadCpuTime();
    long calls = 0;
    long results = 0;
    long now = start;
    while (now - start < nanos) {
      for (int i = 0; i < CALLS_BETWEEN_LOOKS; i++) {
        results += call.getAsInt();
      }
      calls += CALLS_BETWEEN_LOOKS;
      now = THREADS.getCurrentThreadCpuTime();
    }
    RESULTS.add(results);
    return (now - start) / NANOS_IN_MICRO / calls;
  }
}
