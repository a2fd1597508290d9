package dev.serai.bench.sender;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serai.normalize.Normalized;
import dev.serai.normalize.Normalizer;
import dev.serai.normalize.Normalizers;
import dev.serai.normalize.Normalizers.Vocabulary;
import dev.serai.normalize.RawMessage;
import dev.serai.source.scheme.Purpose;
import dev.serai.source.scheme.Scheme;
import dev.serai.source.scheme.SchemeSettings;
import dev.serai.source.scheme.Schemes;
import dev.serai.source.scheme.SignedRequest;
import dev.serai.source.scheme.Signer;
import dev.serai.source.scheme.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One sender's delivery, signed, of about the size of those that are published; Shopify's is an
 * order of its present, larger API, and Jenkins sends no log.
 */
final class Subject {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String SECRET = "whsec_" + "QUJD".repeat(8);

  private final String name;
  private final byte[] body;
  private final Scheme scheme;
  private final SignedRequest request;
  private final Normalizer normalizer;

  private Subject(
      String name, String scheme, String event, Map<String, String> options, byte[] body) {
    this.name = name;
    this.body = body;
    SchemeSettings settings = new SchemeSettings(scheme, List.of(SECRET), options);
    this.scheme = Schemes.of(settings);
    Map<String, String> headers = new HashMap<>();
    headers.put("content-type", "application/json");
    Instant now = Instant.now();
    new Signer(settings)
        .headers(event, "72d3162e-cc78-11e3-81ab-4c9367dc0958", now, body)
        .forEach((header, value) -> headers.put(header.toLowerCase(Locale.ROOT), value));
    this.request = new SignedRequest(Map.copyOf(headers), "", body, now);
    this.normalizer = Normalizers.load(name, Vocabulary.HUB);
  }

  static List<Subject> all() {
    return List.of(
        new Subject(
            "github",
            "github",
            "workflow_run",
            Map.of(),
            read("/samples/github/workflow_run.completed.success.json")),
        bench("gitlab", "gitlab", "Pipeline Hook"),
        bench("circleci", "circleci", ""),
        new Subject("jenkins", "bearer", "", Map.of(), read("/bench/senders/jenkins.json")),
        bench("shopify", "shopify", "orders/create"),
        bench("stripe", "stripe", ""),
        bench("slack", "slack", ""),
        bench("cdevents", "standard-webhooks", ""),
        new Subject(
            "json",
            "hmac",
            "berth.reserved",
            Map.of("header", "X-Signature"),
            read("/bench/senders/json.json")));
  }

  private static Subject bench(String name, String scheme, String event) {
    return new Subject(name, scheme, event, Map.of(), read("/bench/senders/" + name + ".json"));
  }

  private static byte[] read(String resource) {
    try (InputStream in = Subject.class.getResourceAsStream(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }

  String name() {
    return name;
  }

  int bytes() {
    return body.length;
  }

  /**
   * Its check, its id and its events; tells something of the result. What is taken out of messages
   * before, where nothing is configured, is no part of it.
   */
  int take() {
    if (scheme.verify(request) != Verdict.VERIFIED
        || !(scheme.purpose(request) instanceof Purpose.Delivery delivery)) {
      throw new IllegalStateException("the delivery of " + name + " is not taken");
    }
    RawMessage message =
        new RawMessage(
            "bench",
            delivery.id(),
            delivery.event(),
            request.headers(),
            scheme.payload(request),
            request.receivedAt());
    if (normalizer.normalize(message) instanceof Normalized.Events events) {
      return events.events().size();
    }
    throw new IllegalStateException("the delivery of " + name + " gives no event");
  }

  /** What is compared with it. */
  int parse() {
    try {
      return JSON.readTree(body).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
