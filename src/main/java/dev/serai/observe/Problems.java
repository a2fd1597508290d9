package dev.serai.observe;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Refusals of the management port in the form of RFC 9457. */
public final class Problems {

  private Problems() {}

  /** Ends the request; does nothing when it was answered already. */
  public static void answer(RoutingContext context, int status, String title, String detail) {
    if (context.response().ended()) {
      return;
    }
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .putHeader("x-content-type-options", "nosniff")
        .end(
            new JsonObject()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .toBuffer());
  }
}
