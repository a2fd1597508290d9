package dev.serai.conformance;

import dev.serai.bus.Binding;
import dev.serai.bus.BindingContext;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Assumptions;

/**
 * The contract on a broker that is not ours: what would have to break it, or to date events back,
 * is skipped and says so.
 */
public final class UserBroker extends BindingContract {

  /**
   * Which broker is meant.
   *
   * @param opens makes a binding on it
   * @param deviations by name, as its profile tells them
   * @param embedded whether it has the ledger's clock
   */
  public record Target(
      Function<BindingContext, Binding> opens, Set<String> deviations, boolean embedded) {}

  // JUnit makes the instances, one for each check, so they find it here.
  private static volatile Target target;

  static void use(Target chosen) {
    target = chosen;
  }

  @Override
  protected Binding openBinding(BindingContext hub) {
    return target.opens().apply(hub);
  }

  @Override
  protected void breakBroker() {
    Assumptions.abort("would have to break the broker; the build does that to brokers of its own");
  }

  @Override
  protected void mendBroker() {
    throw new IllegalStateException("it was never broken");
  }

  @Override
  protected boolean severalHubs() {
    return !target.deviations().contains("one-hub");
  }

  @Override
  protected boolean keepsForNewGroups() {
    return !target.deviations().contains("earliest");
  }

  @Override
  protected boolean countsLag() {
    return !target.deviations().contains("lag-count");
  }

  @Override
  protected boolean tellsAge() {
    return !target.deviations().contains("lag-age");
  }

  @Override
  protected void publishedAgo(TestHub hub, Duration ago, CloudEvent... events) {
    Assumptions.assumeTrue(
        target.embedded(), "needs events of an earlier date; the build makes such on its brokers");
    super.publishedAgo(hub, ago, events);
  }
}
