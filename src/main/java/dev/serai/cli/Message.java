package dev.serai.cli;

import dev.serai.config.Connector;
import dev.serai.source.scheme.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is to be sent to a connector.
 *
 * @param event what its sender calls it; empty for CloudEvents
 * @param sampleOf the system that it is a sample of, null for a file
 */
record Message(String event, String contentType, byte[] body, String sampleOf) {

  /**
   * Takes a file, or else the sample of that name.
   *
   * @param name null for the connector's first sample
   * @param event null to take it from the name, up to its first dot
   */
  static Message find(Connector connector, String name, String event) {
    Samples samples = Samples.of(system(connector));
    if (name == null) {
      List<String> names = samples.names();
      if (names.isEmpty()) {
        throw new CliException(
            ExitCode.INVALID,
            "there are no samples for connector '%s'; name a file".formatted(connector.name()));
      }
      return find(connector, names.get(0), event);
    }
    Path file = Path.of(name);
    boolean isFile = Files.isRegularFile(file);
    byte[] body = isFile ? read(file) : sample(samples, name);
    if (connector instanceof Connector.CloudEvents) {
      return new Message("", cloudEventsType(body), body, isFile ? null : system(connector));
    }
    String first = (isFile ? file.getFileName().toString() : name).split("\\.", 2)[0];
    return new Message(
        event == null ? first : event, "application/json", body, isFile ? null : system(connector));
  }

  /** A sample with this id in its body, where its sender has one there; a file as it is. */
  Message with(String id) {
    return sampleOf == null
        ? this
        : new Message(event, contentType, FreshIds.in(sampleOf, body, id), sampleOf);
  }

  /** The headers of one sending; those given replace what the signer makes. */
  Map<String, String> headers(Signer signer, String id, Map<String, String> given) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Content-Type", contentType);
    try {
      headers.putAll(signer.headers(event, id, Instant.now(), body));
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.INVALID, e.getMessage(), e);
    }
    headers.putAll(given);
    return headers;
  }

  /** The folder of samples that fit a connector. */
  static String system(Connector connector) {
    return connector instanceof Connector.Webhook webhook && webhook.normalize() != null
        ? webhook.normalize()
        : "cloudevents";
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new CliException(ExitCode.INVALID, file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static byte[] sample(Samples samples, String name) {
    return samples
        .read(name)
        .orElseThrow(
            () ->
                new CliException(
                    ExitCode.INVALID,
                    "'%s' is neither a file nor a sample; %s"
                        .formatted(
                            name,
                            samples.names().isEmpty()
                                ? "this connector has no samples"
                                : "samples are " + String.join(", ", samples.names()))));
  }

  private static String cloudEventsType(byte[] body) {
    for (byte b : body) {
      if (b == '[') {
        return "application/cloudevents-batch+json";
      }
      if (!Character.isWhitespace(b)) {
        break;
      }
    }
    return "application/cloudevents+json";
  }
}
