package dev.serai.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Posts messages to a door. */
final class Sender {

  /**
   * What the door said.
   *
   * @param millis from the request's first byte to the answer's last
   */
  record Answer(int status, String body, long millis) {

    boolean isTaken() {
      return status >= 200 && status < 300;
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /** Blocks for the answer. Throws {@link CliException} when there is no hub at the address. */
  Answer post(URI address, Map<String, String> headers, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).timeout(PATIENCE).POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    long start = System.nanoTime();
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      long millis = (System.nanoTime() - start) / 1_000_000;
      return new Answer(response.statusCode(), response.body(), millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.FAILED, "interrupted while waiting for " + address, e);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.UNREACHABLE,
          "no hub answers at %s (%s); start one with 'serai run', or name another address with --url"
              .formatted(address, reason(e)),
          e);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
