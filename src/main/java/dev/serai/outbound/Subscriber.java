package dev.serai.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Who gets a channel's events, and how.
 *
 * @param url http or https, with a host
 * @param secrets as Standard Webhooks writes them ({@code whsec_…}, or {@code whsk_…} for an
 *     ed25519 pair); each signs every request, so that the receiver can change from one to the next
 * @param structured whether the body is the whole event; else its data, with attributes as headers,
 *     which no signature covers
 * @param timeout for the whole of one request, up to the head of its answer
 * @param allow networks that may be called although they are not public
 */
public record Subscriber(
    String name,
    URI url,
    List<String> secrets,
    boolean structured,
    Duration timeout,
    List<String> allow) {

  public Subscriber {
    secrets = List.copyOf(secrets);
    allow = List.copyOf(allow);
    boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    if (!http || url.getHost() == null || url.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "subscription '%s': '%s' is no address to post to; write https://host/path, without a password in it"
              .formatted(name, url));
    }
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException(
          "subscription '%s' has no secret to sign with; give it one under secrets"
              .formatted(name));
    }
  }

  int port() {
    return url.getPort() >= 0 ? url.getPort() : isTls() ? 443 : 80;
  }

  boolean isTls() {
    return url.getScheme().equals("https");
  }

  /** What is asked for: path and query. */
  String target() {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }
}
