package dev.serai.source;

import dev.serai.source.scheme.SchemeSettings;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A sender's way in.
 *
 * @param name the last part of its path; letters, digits and {@code . _ -}
 * @param scheme how the sender proves itself
 * @param maxBodyBytes 0 for the door's own limit
 */
public record WebhookConnector(
    String name,
    Kind kind,
    SchemeSettings scheme,
    int maxBodyBytes,
    Duplicates duplicates,
    Admission admission) {

  /** What is sent. */
  public enum Kind {
    /** Anything signed, at {@code /webhooks/<name>}. */
    WEBHOOK,
    /** CloudEvents, at {@code /events/<name>}; the one named {@code events} also at /events. */
    CLOUDEVENTS
  }

  /** The answer for a delivery whose events were all there before. */
  public enum Duplicates {
    /** 200: for senders to whom anything but 2xx is a failure. */
    OK,
    /** 409: for senders that want to know. */
    CONFLICT
  }

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  public WebhookConnector {
    if (name == null || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "connector name '"
              + name
              + "' cannot stand in a path; use letters, digits, '.', '_' and '-', at most 100,"
              + " starting with a letter or digit");
    }
    if (maxBodyBytes < 0) {
      throw new IllegalArgumentException(
          "connector '" + name + "': maxBodyBytes is " + maxBodyBytes + "; it must be 0 or more");
    }
  }

  public static WebhookConnector webhook(String name, String scheme, String... secrets) {
    return of(name, Kind.WEBHOOK, scheme, secrets);
  }

  public static WebhookConnector cloudEvents(String name, String scheme, String... secrets) {
    return of(name, Kind.CLOUDEVENTS, scheme, secrets);
  }

  private static WebhookConnector of(String name, Kind kind, String scheme, String... secrets) {
    SchemeSettings settings = new SchemeSettings(scheme, List.of(secrets));
    return new WebhookConnector(name, kind, settings, 0, Duplicates.OK, Admission.OPEN);
  }

  public WebhookConnector with(Admission changed) {
    return new WebhookConnector(name, kind, scheme, maxBodyBytes, duplicates, changed);
  }
}
