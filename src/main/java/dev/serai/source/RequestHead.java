package dev.serai.source;

import dev.serai.source.scheme.MediaType;
import dev.serai.source.scheme.SignedRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.Map;

/**
 * What is known of a request before its body.
 *
 * @param promised the declared length of the body; 0 without one, -1 when it is chunked
 */
record RequestHead(
    HttpMethod method, Map<String, String> headers, String query, long promised, Instant at) {

  static RequestHead of(HttpServerRequest request) {
    Map<String, String> headers = HandedHeaders.of(request.headers());
    String query = request.query();
    return new RequestHead(
        request.method(), headers, query == null ? "" : query, promised(headers), Instant.now());
  }

  private static long promised(Map<String, String> headers) {
    String length = headers.get("content-length");
    if (length == null) {
      return headers.containsKey("transfer-encoding") ? -1 : 0;
    }
    try {
      return Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  String header(String name) {
    return headers.get(name);
  }

  /** Lower case, without parameters; empty when there is none. */
  String mediaType() {
    return MediaType.of(header("content-type"));
  }

  boolean expectsContinue() {
    return "100-continue".equalsIgnoreCase(header("expect"));
  }

  SignedRequest with(byte[] body) {
    return new SignedRequest(headers, query, body, at);
  }
}
