package dev.serai.source.scheme;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/**
 * Slack sends events as JSON, interactions as JSON in a field of a form, and slash commands as a
 * form; before the first event it wants its challenge back. What is answered may be shown to
 * people.
 */
final class SlackSender implements Sender {

  private static final JsonFields FIELDS = new JsonFields("type", "event_id", "event.type");
  private static final JsonFields CHALLENGE = new JsonFields("challenge");
  private static final byte[] INTERACTION = {'p', 'a', 'y', 'l', 'o', 'a', 'd', '='};

  @Override
  public Purpose purpose(SignedRequest request) {
    if (isForm(request)) {
      return new Purpose.Delivery(
          BodyDigest.of(request.body()), isInteraction(request) ? "interaction" : "command");
    }
    Map<String, String> found = FIELDS.of(request.body());
    String type = found.getOrDefault("type", "");
    if (type.equals("url_verification")) {
      String challenge = CHALLENGE.of(request.body()).get("challenge");
      if (challenge != null) {
        return new Purpose.Handshake(JSON, "{\"challenge\":" + JsonText.of(challenge) + "}");
      }
    }
    String id = found.get("event_id");
    return new Purpose.Delivery(
        id == null ? BodyDigest.of(request.body()) : id, found.getOrDefault("event.type", type));
  }

  @Override
  public boolean accepts(String mediaType) {
    return mediaType.equals(JSON) || mediaType.equals(FORM);
  }

  @Override
  public String accepted() {
    return JSON + " or " + FORM;
  }

  @Override
  public byte[] payload(SignedRequest request) {
    if (!isForm(request)) {
      return request.body();
    }
    return isInteraction(request)
        ? FormField.only("payload", request.body())
        : FormField.json(request.body());
  }

  @Override
  public boolean isQuiet() {
    return true;
  }

  /** It gives up after three seconds. */
  @Override
  public Duration patience() {
    return Duration.ofSeconds(2);
  }

  private static boolean isForm(SignedRequest request) {
    return MediaType.of(request.header("content-type")).equals(FORM);
  }

  /** Slack sends nothing but this field then. */
  private static boolean isInteraction(SignedRequest request) {
    byte[] body = request.body();
    return body.length >= INTERACTION.length
        && Arrays.equals(body, 0, INTERACTION.length, INTERACTION, 0, INTERACTION.length);
  }
}
