package dev.serai.hub;

import dev.serai.source.Door;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/** Lets routes from {@code platform-http:} and {@code rest:} answer on the door's port. */
final class SharedPort extends VertxPlatformHttpRouter {

  /** The name under which Camel looks for it. */
  static final String NAME = PLATFORM_HTTP_ROUTER_NAME_ZERO;

  private final int maxBodyBytes;

  SharedPort(Door door) {
    super(null, door.vertx(), door.router(), NAME);
    maxBodyBytes = door.maxBodyBytes();
  }

  /** The inherited one stores uploads in a folder beside the working directory. */
  @Override
  public Handler<RoutingContext> bodyHandler() {
    return BodyHandler.create(false).setBodyLimit(maxBodyBytes);
  }
}
