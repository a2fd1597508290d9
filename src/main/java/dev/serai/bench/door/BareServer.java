package dev.serai.bench.door;

import dev.serai.bench.child.Parent;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;

/**
 * The least that a webhook receiver on Vert.x can do: read the body, check the signature, answer.
 * It keeps nothing.
 */
final class BareServer extends AbstractVerticle {

  private static final int ANY_SHARED_PORT = -1;

  private final Mac mac = SignedDelivery.mac();
  private final AtomicInteger port;

  private BareServer(AtomicInteger port) {
    this.port = port;
  }

  /** One server for each core, all on one port, as the door has them. */
  public static void main(String[] args) throws Exception {
    AtomicInteger port = new AtomicInteger();
    int cores = Runtime.getRuntime().availableProcessors();
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(cores));
    vertx
        .deployVerticle(() -> new BareServer(port), new DeploymentOptions().setInstances(cores))
        .toCompletionStage()
        .toCompletableFuture()
        .get();
    Parent.tell(Integer.toString(port.get()));
    Parent.awaitEnd();
    System.exit(0);
  }

  @Override
  public void start(Promise<Void> started) {
    HttpServer server = vertx.createHttpServer().requestHandler(this::enter);
    server
        .listen(ANY_SHARED_PORT, "127.0.0.1")
        .onSuccess(listening -> port.set(listening.actualPort()))
        .<Void>mapEmpty()
        .onComplete(started);
  }

  private void enter(HttpServerRequest request) {
    request.bodyHandler(
        body -> {
          byte[] signature =
              SignedDelivery.signature(mac.doFinal(body.getBytes()))
                  .getBytes(StandardCharsets.US_ASCII);
          String sent = request.getHeader("X-Hub-Signature-256");
          boolean genuine =
              sent != null
                  && MessageDigest.isEqual(signature, sent.getBytes(StandardCharsets.US_ASCII));
          request.response().setStatusCode(genuine ? 202 : 401).end();
        });
  }
}
