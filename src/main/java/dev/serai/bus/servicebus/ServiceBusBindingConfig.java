package dev.serai.bus.servicebus;

import dev.serai.bus.BrokerSettings;
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

  static ServiceBusBindingConfig of(Map<String, Object> values) {
    BrokerSettings settings = new BrokerSettings("servicebus", values, KNOWN);
    Login login = Login.of(settings);
    return new ServiceBusBindingConfig(
        login,
        management(settings, login),
        provisioning(settings),
        settings.text(
            "prefix",
            "",
            PREFIX,
            "be at most 61 letters, digits, '.', '_', '/' or '-', beginning with a letter or digit"),
        settings.number("sessions", 16, 1, 256),
        duplicates(settings),
        settings.bytes("maxEventBytes", 192 << 10, 90),
        settings.duration(
            "timeout", Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofMinutes(1)));
  }

  private static String management(BrokerSettings settings, Login login) {
    String url = settings.text("management", login.emulated() ? login.emulatorManagement() : null);
    if (url != null && !URL.matcher(url).matches()) {
      throw settings.wrong("management", "be such as https://host or http://localhost:5300", url);
    }
    return url;
  }

  private static Provisioning provisioning(BrokerSettings settings) {
    String word = settings.text("provisioning", "create");
    return switch (word) {
      case "create" -> Provisioning.CREATE;
      case "verify" -> Provisioning.VERIFY;
      case "none" -> Provisioning.NONE;
      default -> throw settings.wrong("provisioning", "be create, verify or none", word);
    };
  }

  /** Zero, or what Service Bus takes. */
  private static Duration duplicates(BrokerSettings settings) {
    if (settings.text("duplicates", "").matches("0\\s?(ms|s|m|h|d)")) {
      return Duration.ZERO;
    }
    return settings.duration(
        "duplicates", Duration.ofMinutes(10), Duration.ofSeconds(20), Duration.ofDays(7));
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
