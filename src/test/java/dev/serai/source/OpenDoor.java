package dev.serai.source;

import dev.serai.source.WebhookOutcome.Accepted;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A door on a free port of the loop-back address, what it told, and a sender before it. */
final class OpenDoor implements AutoCloseable {

  static final String SECRET = "a secret of the test";

  /** What an observer was told. */
  record Told(String connector, DoorReason reason, int status, Duration took, long bytes) {}

  final Queue<Told> told = new ConcurrentLinkedQueue<>();
  final Queue<WebhookRequest> handled = new ConcurrentLinkedQueue<>();
  final Door door;
  private final HttpClient client = HttpClient.newHttpClient();

  private OpenDoor(DoorSettings settings, List<WebhookConnector> connectors) {
    door =
        new Door(
            settings,
            connectors,
            (connector, reason, status, took, bytes) ->
                told.add(new Told(connector, reason, status, took, bytes)));
    door.start();
  }

  static DoorSettings settings() {
    return DoorSettings.at("127.0.0.1", 0);
  }

  /** A door with one GitHub connector, {@code github}, whose deliveries give one event each. */
  static OpenDoor github() {
    return github(settings());
  }

  static OpenDoor github(DoorSettings settings) {
    OpenDoor open =
        new OpenDoor(settings, List.of(WebhookConnector.webhook("github", "github", SECRET)));
    open.door.register("github", open::accept);
    return open;
  }

  static OpenDoor with(DoorSettings settings, WebhookConnector... connectors) {
    return new OpenDoor(settings, List.of(connectors));
  }

  private CompletableFuture<WebhookOutcome> accept(WebhookRequest request) {
    handled.add(request);
    return CompletableFuture.completedFuture(new Accepted(1, 0));
  }

  URI at(String path) {
    return URI.create("http://127.0.0.1:" + door.port() + path);
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(at(path)).timeout(Duration.ofSeconds(20));
  }

  /** A delivery as GitHub would send it. */
  HttpRequest.Builder delivery(String id, String body) {
    return to("/webhooks/github")
        .header("Content-Type", "application/json")
        .header("X-GitHub-Delivery", id)
        .header("X-GitHub-Event", "push")
        .header("X-Hub-Signature-256", signature(SECRET, body))
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  static String signature(String secret, String body) {
    return signature(secret, body.getBytes(StandardCharsets.UTF_8));
  }

  static String signature(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    door.close();
  }
}
