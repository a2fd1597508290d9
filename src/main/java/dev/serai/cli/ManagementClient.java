package dev.serai.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.manage.view.ViewJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Calls the management port of a hub with its token; a refusal becomes an error in the hub's own
 * words.
 */
final class ManagementClient {

  private static final ObjectMapper PROBLEMS = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int BAD_REQUEST = 400;

  private final HubFile hub;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  ManagementClient(HubFile hub) {
    this.hub = hub;
  }

  byte[] get(String path) {
    return call("GET", path, BodyPublishers.noBody());
  }

  <T> T get(String path, Class<T> type) {
    return read(get(path), type);
  }

  /**
   * @param body null for none
   */
  <T> T post(String path, Object body, Class<T> type) {
    try {
      BodyPublisher content =
          body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(ViewJson.write(body));
      return read(call("POST", path, content), type);
    } catch (IOException e) {
      throw new IllegalStateException("cannot be written as JSON: " + body.getClass(), e);
    }
  }

  private <T> T read(byte[] json, Class<T> type) {
    try {
      return ViewJson.readAnswer(json, type);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILED,
          "%s answers, but not as a hub of this version does: %s"
              .formatted(hub.management(), e.getMessage()),
          e);
    }
  }

  private byte[] call(String method, String path, BodyPublisher body) {
    URI address = hub.management().resolve("/manage" + path);
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + hub.token())
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() >= BAD_REQUEST) {
        throw refused(response);
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.FAILED, "interrupted while waiting for " + address, e);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.UNREACHABLE,
          "the hub with process id %d does not answer at %s: %s"
              .formatted(hub.pid(), hub.management(), e.getMessage()),
          e);
    }
  }

  private static CliException refused(HttpResponse<byte[]> response) throws IOException {
    int exitCode = response.statusCode() == BAD_REQUEST ? ExitCode.INVALID : ExitCode.FAILED;
    try {
      String detail = PROBLEMS.readTree(response.body()).path("detail").asText();
      return new CliException(
          exitCode, detail.isEmpty() ? "the hub answered " + response.statusCode() : detail);
    } catch (JsonProcessingException e) {
      return new CliException(exitCode, "the hub answered " + response.statusCode(), e);
    }
  }
}
