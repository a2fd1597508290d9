package dev.serai.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The management port of a running hub. */
final class RunningHub {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HubFile hub;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  RunningHub(HubFile hub) {
    this.hub = hub;
  }

  JsonNode call(String method, String path, Object body) {
    URI address = URI.create("http://127.0.0.1:" + hub.managementPort() + path);
    try {
      HttpRequest request =
          HttpRequest.newBuilder(address)
              .timeout(PATIENCE)
              .header("Authorization", "Bearer " + hub.token())
              .header("Content-Type", "application/json")
              .method(
                  method,
                  body == null
                      ? BodyPublishers.noBody()
                      : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
              .build();
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      JsonNode answer = JSON.readTree(response.body());
      if (response.statusCode() >= 300) {
        throw new CliException(
            ExitCode.FAILED,
            answer.path("detail").asText("the hub answered " + response.statusCode()));
      }
      return answer;
    } catch (JsonProcessingException e) {
      throw new CliException(
          ExitCode.FAILED, address + " answered something other than JSON; is it a hub?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.FAILED, "interrupted while waiting for " + address, e);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.UNREACHABLE,
          "the hub with process id %d does not answer at %s: %s"
              .formatted(hub.pid(), address, e.getMessage()),
          e);
    }
  }
}
