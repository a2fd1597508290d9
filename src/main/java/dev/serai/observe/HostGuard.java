package dev.serai.observe;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;

/**
 * Lets only requests through that name this machine. A web page that points its own name at
 * 127.0.0.1 (DNS rebinding) sends that name as Host; an address cannot be rebound.
 */
final class HostGuard implements Handler<RoutingContext> {

  private final Set<String> names;

  HostGuard(Set<String> names) {
    this.names = names;
  }

  @Override
  public void handle(RoutingContext context) {
    String host = host(context.request());
    if (host.equals("localhost") || isAddress(host) || names.contains(host)) {
      context.next();
    } else {
      Problems.answer(
          context,
          403,
          "Host not allowed",
          "This port does not answer to the name '"
              + host
              + "'; call it by localhost or by address, or add the name to the management hosts");
    }
  }

  private static String host(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    return authority == null ? "" : authority.host().toLowerCase(Locale.ROOT);
  }

  private static boolean isAddress(String host) {
    return io.netty.util.NetUtil.isValidIpV4Address(host)
        || (host.startsWith("[")
            && host.endsWith("]")
            && io.netty.util.NetUtil.isValidIpV6Address(host.substring(1, host.length() - 1)));
  }
}
