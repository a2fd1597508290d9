package dev.serai.bench.child;

import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.main.Main;

/** Camel as it comes, with its own HTTP server. */
public final class StockCamel implements AutoCloseable {

  private final Main main = new Main();
  private final int port;

  /** Returns when the routes are started. */
  public StockCamel(int port, RoutesBuilder routes) {
    this.port = port;
    main.configure().addRoutesBuilder(routes);
    main.configure().addConfiguration(new Server(port));
    main.start();
  }

  /** Runs until the parent ends this process; tells the parent the port when routes are started. */
  public static void serve(int port, RoutesBuilder routes) throws Exception {
    try (StockCamel camel = new StockCamel(port, routes)) {
      Parent.tell(Integer.toString(camel.port()));
      Parent.awaitEnd();
    }
    System.exit(0);
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    main.stop();
  }

  private record Server(int port) implements CamelConfiguration {
    @Override
    public void configure(CamelContext context) throws Exception {
      var configuration = new VertxPlatformHttpServerConfiguration();
      configuration.setBindHost("127.0.0.1");
      configuration.setBindPort(port);
      context.addService(new VertxPlatformHttpServer(configuration));
    }
  }
}
