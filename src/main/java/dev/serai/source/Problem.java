package dev.serai.source;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * A refusal in the form of RFC 9457.
 *
 * @param detail what is wrong with this request, and the way out; nothing of the hub's inside
 * @param retryAfter null where coming again cannot help
 */
record Problem(int status, DoorReason reason, String detail, Duration retryAfter) {

  static final String MEDIA_TYPE = "application/problem+json";

  Problem(int status, DoorReason reason, String detail) {
    this(status, reason, detail, null);
  }

  /**
   * @param instance names this occurrence in the hub's log; null when it is not logged
   */
  Buffer json(String instance) {
    JsonObject json =
        new JsonObject()
            .put("type", "urn:serai:problem:" + told().word())
            .put("title", reason.title())
            .put("status", status)
            .put("detail", detail);
    if (instance != null) {
      json.put("instance", instance);
    }
    return json.toBuffer();
  }

  /** Senders are not told what is wrong with a signature: it would help only a guesser. */
  private DoorReason told() {
    return status == 401 ? DoorReason.BAD_SIGNATURE : reason;
  }

  /** Whole seconds, at least one. */
  String retryAfterSeconds() {
    return Long.toString(Math.max(1, (retryAfter.toMillis() + 999) / 1000));
  }
}
