package dev.serai.conformance;

import dev.serai.bus.GroupSpec;
import dev.serai.delivery.GroupRoute;
import dev.serai.delivery.Policy;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * A route for tests: five attempts, 1 s backoff doubling up to 1 min without jitter, one at once.
 */
public final class TestRoute {

  private final String channel;
  private String group = "group";
  private GroupSpec.From from = GroupSpec.From.EARLIEST;
  private boolean ordered;
  private Duration ackDeadline = Duration.ofSeconds(2);
  private int concurrency = 1;
  private int attempts = 5;
  private Policy.Backoff backoff =
      new Policy.Backoff(Duration.ofSeconds(1), 2, Duration.ofMinutes(1), 0);
  private Policy.Breaker breaker;
  private Predicate<CloudEvent> filter = event -> true;

  private TestRoute(String channel) {
    this.channel = channel;
  }

  public static TestRoute on(String channel) {
    return new TestRoute(channel);
  }

  public TestRoute group(String name) {
    group = name;
    return this;
  }

  public TestRoute latest() {
    from = GroupSpec.From.LATEST;
    return this;
  }

  public TestRoute ordered() {
    ordered = true;
    return this;
  }

  public TestRoute concurrency(int events) {
    concurrency = events;
    return this;
  }

  public TestRoute attempts(int calls) {
    attempts = calls;
    return this;
  }

  public TestRoute ackDeadline(Duration deadline) {
    ackDeadline = deadline;
    return this;
  }

  public TestRoute backoff(Duration initial, double factor, Duration max, double jitter) {
    backoff = new Policy.Backoff(initial, factor, max, jitter);
    return this;
  }

  public TestRoute breaker(int failures, Duration window, Duration open) {
    breaker = new Policy.Breaker(failures, window, open);
    return this;
  }

  public TestRoute only(Predicate<CloudEvent> wanted) {
    filter = wanted;
    return this;
  }

  public GroupSpec spec() {
    return new GroupSpec(channel, group, from, ordered, ackDeadline);
  }

  public GroupRoute route() {
    Policy policy = new Policy("test", attempts, backoff, breaker);
    return new GroupRoute(spec(), "route-" + group, concurrency, policy, filter);
  }
}
