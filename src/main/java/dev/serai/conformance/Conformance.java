package dev.serai.conformance;

import java.util.function.Consumer;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Holds a broker to the contract, check by check. One run at a time in a process. */
public final class Conformance {

  private Conformance() {}

  /**
   * Runs every check; blocks for a minute or more. Leaves channels behind whose names begin with
   * {@code tck.}.
   */
  public static void run(String broker, UserBroker.Target target, Consumer<Outcome> listener) {
    UserBroker.use(target);
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(UserBroker.class))
            .build();
    LauncherFactory.create(
            LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build())
        .execute(request, new Outcomes(name -> broker, listener));
  }
}
