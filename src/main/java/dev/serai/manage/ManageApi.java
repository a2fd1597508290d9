package dev.serai.manage;

import dev.serai.delivery.Dispatcher;
import dev.serai.ledger.Ledger;
import dev.serai.observe.ManagementServer;
import dev.serai.observe.Problems;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/**
 * The operations under {@code /manage}, for who has the token. Every change is written to the log
 * {@code dev.serai.audit}.
 */
public final class ManageApi {

  private static final long MOST_BODY = 1L << 20;

  private final Dispatcher dispatcher;
  private final Ledger ledger;
  private final ManagementToken token;

  public ManageApi(Dispatcher dispatcher, Ledger ledger, ManagementToken token) {
    this.dispatcher = dispatcher;
    this.ledger = ledger;
    this.token = token;
  }

  /** Adds the operations to a server that has not started. */
  public void mount(ManagementServer server) {
    server.router().route("/manage/*").handler(this::guard);
    server.router().route("/manage/*").handler(BodyHandler.create(false).setBodyLimit(MOST_BODY));
    Endpoints endpoints = new Endpoints(server);
    new GroupDesk(dispatcher).open(endpoints);
    new EventDesk(ledger).open(endpoints);
    new DeadLetterDesk(ledger, dispatcher.redrive()).open(endpoints);
    new SubscriptionDesk(ledger.subscriptions()).open(endpoints);
    new ReplayDesk(dispatcher.replayer()).open(endpoints);
  }

  private void guard(RoutingContext context) {
    if (token.matches(context.request().getHeader(HttpHeaders.AUTHORIZATION))) {
      context.next();
      return;
    }
    context.response().putHeader("www-authenticate", "Bearer");
    Problems.answer(
        context,
        401,
        "Not authenticated",
        "Send 'Authorization: Bearer <token>'; the token of a running hub is in hub.json in its"
            + " data folder");
  }
}
