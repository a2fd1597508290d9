package dev.serai.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.http.HttpRequest.BodyPublishers;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Camel's {@code platform-http:} on the door's port. */
@Timeout(30)
class SharedPortTest {

  private static final String ROUTER = VertxPlatformHttpRouter.PLATFORM_HTTP_ROUTER_NAME_ZERO;

  @Test
  void platform_http_routes_come_and_go_on_the_doors_port() throws Exception {
    DefaultCamelContext camel = new DefaultCamelContext();
    try (OpenDoor open = OpenDoor.github()) {
      camel.getRegistry().bind(ROUTER, new SharedRouter(open.door));
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("platform-http:/orders/{id}").routeId("orders").setBody(simple("${header.id}"));
            }
          });
      camel.start();

      assertThat(open.send(open.to("/orders/7").POST(BodyPublishers.ofString("x"))).body())
          .isEqualTo("7");
      assertThat(open.send(open.delivery("d-1", "{}")).statusCode()).isEqualTo(202);
      camel.getRouteController().stopRoute("orders");
      assertThat(open.send(open.to("/orders/7").GET()).statusCode()).isEqualTo(404);
    } finally {
      camel.stop();
    }
  }

  private static final class SharedRouter extends VertxPlatformHttpRouter {

    SharedRouter(Door door) {
      super(null, door.vertx(), door.router(), ROUTER);
    }

    /** The inherited one stores uploads in a folder beside the working directory. */
    @Override
    public Handler<RoutingContext> bodyHandler() {
      return BodyHandler.create(false);
    }
  }
}
