package dev.serai.hub;

import dev.serai.component.HubServices;
import dev.serai.component.StepMarks;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;

/**
 * Camel as the hub runs it: camel-main with the hub's own routes, and settings that suit a bus with
 * a memory.
 */
final class CamelRuntime implements AutoCloseable {

  private final Main main = new Main();

  private CamelRuntime() {}

  static CamelRuntime start(HubServices services, HubOptions options, SharedPort port) {
    CamelRuntime runtime = new CamelRuntime();
    try {
      runtime.open(services, options, port);
      return runtime;
    } catch (Exception e) {
      runtime.close();
      throw new HubException("Camel does not start: " + e.getMessage(), e);
    }
  }

  private void open(HubServices services, HubOptions options, SharedPort port) throws Exception {
    // The hub stops Camel itself, after the doors and before the ledger.
    main.setShutdownStrategy(new SimpleMainShutdownStrategy());
    main.setDefaultPropertyPlaceholderLocation("false");
    property("camel.main.name", "serai");
    property("camel.main.jmxEnabled", "false");
    property("camel.main.startupSummaryLevel", "Off");
    property("camel.main.sourceLocationEnabled", "true");
    property("camel.main.shutdownTimeout", "30");
    property("camel.main.autoConfigurationLogSummary", "false");
    property("camel.main.routesIncludePattern", "classpath:routes/serai-doors.camel.yaml");
    // A step to a direct: route that is missing or being replaced fails at once and is retried,
    // instead of blocking for 30 s.
    property("camel.component.direct.block", "false");
    property(
        "camel.component.kamelet.location",
        "file:" + options.routes().resolve("kamelets") + ",classpath:kamelets");
    property("serai.data", options.data().toAbsolutePath().toString());
    main.bind(HubServices.NAME, services);
    main.bind(SharedPort.NAME, port);
    // Before the hub's own routes are read: a route keeps the error handler that is set at that
    // time.
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void beforeConfigure(BaseMainSupport starting) {
            var extension = starting.getCamelContext().getCamelContextExtension();
            extension.setErrorHandlerFactory(quiet());
            extension.addInterceptStrategy(new StepMarks());
          }
        });
    main.init();
    main.start();
  }

  private void property(String name, String value) {
    main.addInitialProperty(name, value);
  }

  /**
   * Delivery tells each failure once, with its attempt; Camel's own account of it would be the
   * second. Without redelivery Camel does not ask for logExhausted, hence the level.
   */
  private static DefaultErrorHandlerDefinition quiet() {
    DefaultErrorHandlerDefinition handler = new DefaultErrorHandlerDefinition();
    handler.setLevel("OFF");
    handler.setRedeliveryPolicy(
        new RedeliveryPolicyDefinition()
            .logExhausted("false")
            .logExhaustedMessageHistory("false")
            .logStackTrace("false"));
    return handler;
  }

  ModelCamelContext context() {
    return (ModelCamelContext) main.getCamelContext();
  }

  @Override
  public void close() {
    main.stop();
  }
}
