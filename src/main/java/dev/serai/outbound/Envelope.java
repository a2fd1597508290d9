package dev.serai.outbound;

import dev.serai.event.HttpEvents;
import dev.serai.event.HttpEvents.HttpMessage;
import dev.serai.source.scheme.SchemeSettings;
import dev.serai.source.scheme.Signer;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes and signs what one subscriber gets (Standard Webhooks 1.0.0). */
final class Envelope {

  private static final String SIGNATURE = "Webhook-Signature";
  private static final int ID_BYTES = 16;

  private final boolean structured;
  private final List<Signer> signers;

  /** Throws {@link IllegalArgumentException} for a secret that cannot sign. */
  Envelope(Subscriber to) {
    this.structured = to.structured();
    this.signers =
        to.secrets().stream()
            .map(
                secret ->
                    new Signer(new SchemeSettings("standard-webhooks", List.of(secret), Map.of())))
            .toList();
    signers.forEach(signer -> signer.headers("", "msg", Instant.EPOCH, new byte[0]));
  }

  HttpMessage write(CloudEvent event, Instant now) {
    HttpMessage plain =
        structured ? HttpEvents.writeStructured(event) : HttpEvents.writeBinary(event);
    Map<String, String> headers = new LinkedHashMap<>(plain.headers());
    String id = id(event);
    for (Signer signer : signers) {
      signer
          .headers("", id, now, plain.body())
          .forEach(
              (name, value) ->
                  headers.merge(
                      name,
                      value,
                      (one, other) -> name.equals(SIGNATURE) ? one + " " + other : other));
    }
    return new HttpMessage(headers, plain.body());
  }

  /** The same each time an event is sent, and in characters that every header can carry. */
  private static String id(CloudEvent event) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(event.getSource().toString().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
      digest.update(event.getId().getBytes(StandardCharsets.UTF_8));
      return "msg_" + HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }
}
