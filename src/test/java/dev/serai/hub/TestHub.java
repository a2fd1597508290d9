package dev.serai.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalInt;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A real hub in a folder of the test's, on free ports, and a sender that signs as GitHub does. */
public final class TestHub implements AutoCloseable {

  public static final String SECRET = "a secret of the test";

  public static final String CONFIG =
      """
      channels:
        ci.events: { order: key }
        events: { order: none }
      policies:
        quick: { attempts: 3, backoff: { initial: 1ms, factor: 1, max: 1ms, jitter: 0 } }
      connectors:
        github:
          type: webhook
          verify: { scheme: github, secrets: ["%s"] }
          normalize: github
          channel: ci.events
        events:
          type: cloudevents
          verify: { scheme: bearer, secrets: ["token"] }
          channel: events
      """
          .formatted(SECRET);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path folder;
  private final Map<String, String> environment;
  private Hub hub;

  private TestHub(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  public static TestHub start(Path folder, String config) {
    return start(folder, config, Map.of());
  }

  public static TestHub start(Path folder, String config, Map<String, String> environment) {
    TestHub started = new TestHub(folder, environment);
    started.save("connectors.yaml", config);
    started.start();
    return started;
  }

  public void start() {
    hub =
        Hub.start(
            new HubOptions(
                folder.resolve("connectors.yaml"),
                folder.resolve("routes"),
                folder.resolve("data"),
                OptionalInt.of(0),
                OptionalInt.of(0),
                environment::get));
  }

  public Hub hub() {
    return hub;
  }

  public void save(String file, String text) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Posts a signed delivery. */
  public HttpResponse<String> github(String event, String deliveryId, String body) {
    return post(
        "/webhooks/github",
        body,
        "Content-Type",
        "application/json",
        "X-GitHub-Event",
        event,
        "X-GitHub-Delivery",
        deliveryId,
        "X-Hub-Signature-256",
        "sha256=" + hmac(body));
  }

  public HttpResponse<String> post(String path, String body, String... headers) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port() + path))
              .headers(headers)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String hmac(String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public void stop() {
    hub.close();
  }

  @Override
  public void close() {
    stop();
  }
}
