package dev.serai.event;

import static dev.serai.event.InvalidEventException.Kind.UNSUPPORTED_MEDIA_TYPE;

import io.cloudevents.CloudEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The CloudEvents HTTP binding 1.0.2: binary, structured and batch content mode. Stateless and safe
 * for all threads; no I/O.
 */
public final class HttpEvents {

  private static final String PREFIX = "application/cloudevents";
  static final String STRUCTURED = PREFIX + "+json";
  private static final String BATCH = PREFIX + "-batch+json";

  /** An HTTP message: header names in lower case, body never null. */
  public record HttpMessage(Map<String, String> headers, byte[] body) {}

  private HttpEvents() {}

  /**
   * Reads the events of a message; the mode follows the content type. One event, or those of a
   * batch. In binary mode an empty body means no data. Throws {@link InvalidEventException}.
   *
   * @param headers each header with its values; names in any case
   */
  public static List<CloudEvent> read(Iterable<Map.Entry<String, String>> headers, byte[] body) {
    BinaryHeaders binary = new BinaryHeaders();
    for (Map.Entry<String, String> header : headers) {
      binary.add(header.getKey(), header.getValue());
    }
    String contentType = binary.contentType();
    if (contentType == null || !startsWithPrefix(contentType)) {
      return List.of(binary.event(body));
    }
    MediaType type = MediaType.parse(contentType);
    String name = type == null ? "" : type.type() + "/" + type.subtype();
    boolean batch = name.equals(BATCH);
    if (!batch && !name.equals(STRUCTURED)) {
      throw unsupported(contentType, "this format is not read here");
    }
    if (type.charset() != null && !type.charset().equalsIgnoreCase("utf-8")) {
      throw unsupported(contentType, "JSON is read in UTF-8 only");
    }
    return batch ? JsonEvents.readBatch(body) : List.of(JsonEvents.read(body));
  }

  private static boolean startsWithPrefix(String contentType) {
    return contentType.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  private static InvalidEventException unsupported(String contentType, String reason) {
    return new InvalidEventException(
        UNSUPPORTED_MEDIA_TYPE,
        "Content-Type "
            + Quoted.of(contentType)
            + ": "
            + reason
            + ": send "
            + STRUCTURED
            + ", "
            + BATCH
            + " or binary mode with ce- headers");
  }

  /**
   * Writes attributes as {@code ce-} headers and the data as body; extensions become text. Throws
   * {@link InvalidEventException} as {@link JsonEvents#validate} does, and for data that is itself
   * a CloudEvent, which binary mode cannot tell from structured mode.
   */
  public static HttpMessage writeBinary(CloudEvent event) {
    HubEvent checked = HubEvent.copyOf(event);
    String contentType = checked.getDataContentType();
    if (contentType != null && startsWithPrefix(contentType)) {
      throw AttributeRules.invalid(
          "datacontenttype",
          Quoted.of(contentType) + " would be taken for structured mode: write it structured");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    AttributeTexts.forEach(
        checked,
        (name, text) -> {
          if (name.equals("datacontenttype")) {
            headers.put("content-type", text);
          } else {
            headers.put("ce-" + name, HeaderText.encode(text));
          }
        });
    return new HttpMessage(headers, checked.data() == null ? new byte[0] : checked.data());
  }

  public static HttpMessage writeStructured(CloudEvent event) {
    return new HttpMessage(Map.of("content-type", STRUCTURED), JsonEvents.write(event));
  }

  /** For receivers that asked for batches only, as the binding demands. */
  public static HttpMessage writeBatch(List<CloudEvent> events) {
    return new HttpMessage(Map.of("content-type", BATCH), JsonEvents.writeBatch(events));
  }
}
