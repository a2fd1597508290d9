package dev.serai.conformance;

import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Holds a broker to the contract, check by check. One run at a time in a process. */
public final class Conformance {

  private Conformance() {}

  /**
   * Runs the checks of some promises; blocks for a minute or more. Leaves channels behind whose
   * names begin with {@code tck.}.
   *
   * @param promises their numbers; none for all
   */
  public static void run(
      String broker, UserBroker.Target target, Set<Integer> promises, Consumer<Outcome> listener) {
    UserBroker.use(target);
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(UserBroker.class))
            .filters(only(promises))
            .build();
    LauncherFactory.create(
            LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build())
        .execute(request, new Outcomes(name -> broker, listener));
  }

  private static PostDiscoveryFilter only(Set<Integer> promises) {
    Set<String> nested =
        promises.stream().map("Promise%02d"::formatted).collect(Collectors.toUnmodifiableSet());
    return test ->
        FilterResult.includedIf(
            nested.isEmpty()
                || test.getUniqueId().getSegments().stream()
                    .anyMatch(segment -> nested.contains(segment.getValue())));
  }
}
