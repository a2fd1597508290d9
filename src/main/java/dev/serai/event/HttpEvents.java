package dev.serai.event;

import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Map;

/**
 * The CloudEvents HTTP binding 1.0.2: binary, structured and batch content mode. Stateless and safe
 * for all threads.
 */
public final class HttpEvents {

  /** An HTTP message: header names in lower case, body never null. */
  public record HttpMessage(Map<String, String> headers, byte[] body) {}

  private HttpEvents() {}

  /**
   * Reads the events of a message; the mode follows the content type.
   *
   * @param headers each header with its values; names in any case
   */
  public static List<CloudEvent> read(Iterable<Map.Entry<String, String>> headers, byte[] body) {
    throw new UnsupportedOperationException();
  }

  public static HttpMessage writeBinary(CloudEvent event) {
    throw new UnsupportedOperationException();
  }

  public static HttpMessage writeStructured(CloudEvent event) {
    throw new UnsupportedOperationException();
  }

  public static HttpMessage writeBatch(List<CloudEvent> events) {
    throw new UnsupportedOperationException();
  }
}
