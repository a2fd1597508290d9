package dev.serai.bus.servicebus;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What stands under {@code brokers.servicebus}.
 *
 * @param login how to get in
 * @param management where topics are made, null for the namespace itself
 * @param provisioning what is done about topics and subscriptions that are missing
 * @param prefix begins every topic's name; may be empty
 * @param sessions sessions of an ordered channel, over which its keys are spread; 1 to 256
 * @param duplicates how long a new topic remembers message ids, zero for not at all
 * @param maxEventBytes the largest event that may be published, 1 KiB to 90 MiB
 * @param timeout for connecting and for each request, 2 s to 1 min
 */
record ServiceBusBindingConfig(
    Login login,
    String management,
    Provisioning provisioning,
    String prefix,
    int sessions,
    Duration duplicates,
    int maxEventBytes,
    Duration timeout) {

  /** What is done about topics and subscriptions. */
  enum Provisioning {
    /** They are made when they are first used. */
    CREATE,
    /** It is looked whether they are there. */
    VERIFY,
    /** Nothing: the login need not be allowed to look. */
    NONE
  }

  private static final List<String> KNOWN =
      List.of(
          "connectionString",
          "namespace",
          "clientId",
          "management",
          "provisioning",
          "prefix",
          "sessions",
          "duplicates",
          "maxEventBytes",
          "timeout");
  private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._/-]{0,60})?");
  private static final Pattern URL = Pattern.compile("https?://[^/\\s]+");

  ServiceBusBindingConfig {
    if (!PREFIX.matcher(prefix).matches()) {
      throw Settings.wrong(
          "prefix",
          "be at most 61 letters, digits, '.', '_', '/' or '-', beginning with a letter or digit",
          prefix);
    }
    if (management != null && !URL.matcher(management).matches()) {
      throw Settings.wrong(
          "management", "be such as https://host or http://localhost:5300", management);
    }
    Settings.within("sessions", sessions, 1, 256);
    if (maxEventBytes < 1 << 10 || maxEventBytes > 90 << 20) {
      throw Settings.wrong("maxEventBytes", "be from 1KiB to 90MiB", maxEventBytes + " bytes");
    }
    within("timeout", timeout, Duration.ofSeconds(2), Duration.ofMinutes(1));
    if (!duplicates.isZero()) {
      within("duplicates", duplicates, Duration.ofSeconds(20), Duration.ofDays(7));
    }
  }

  private static void within(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw Settings.wrong(
          name,
          "be from " + Settings.text(least) + " to " + Settings.text(most),
          Settings.text(value));
    }
  }

  static ServiceBusBindingConfig of(Map<String, Object> values) {
    Settings settings = new Settings(values, KNOWN);
    Login login =
        Login.of(
            settings.text("connectionString", null),
            settings.text("namespace", null),
            settings.text("clientId", null));
    return new ServiceBusBindingConfig(
        login,
        settings.text("management", login.emulated() ? login.emulatorManagement() : null),
        provisioning(settings.text("provisioning", "create")),
        settings.text("prefix", ""),
        settings.number("sessions", 16),
        settings.duration("duplicates", Duration.ofMinutes(10)),
        settings.bytes("maxEventBytes", 192 << 10),
        settings.duration("timeout", Duration.ofSeconds(10)));
  }

  private static Provisioning provisioning(String word) {
    return switch (word) {
      case "create" -> Provisioning.CREATE;
      case "verify" -> Provisioning.VERIFY;
      case "none" -> Provisioning.NONE;
      default -> throw Settings.wrong("provisioning", "be create, verify or none", word);
    };
  }

  /** The topic of a channel. */
  String topic(String channel) {
    return prefix + channel;
  }

  /** What operators know it by, without secrets. */
  String address() {
    return "Service Bus at " + login.host();
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return "ServiceBusBindingConfig[%s, prefix=%s, sessions=%d]"
        .formatted(login.host(), prefix, sessions);
  }
}
