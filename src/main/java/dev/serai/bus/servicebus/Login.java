package dev.serai.bus.servicebus;

import dev.serai.bus.BrokerSettings;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How to get into a namespace: with a connection string, or with the identity that Azure gives this
 * process.
 *
 * @param connectionString null with an identity
 * @param clientId of a managed identity that was assigned by the user, null for the default
 * @param emulated whether it is a plain connection, as emulators have it
 */
record Login(String connectionString, String host, int port, String clientId, boolean emulated) {

  private static final int TLS_PORT = 5671;
  private static final int PLAIN_PORT = 5672;

  static Login of(BrokerSettings settings) {
    String connectionString = settings.text("connectionString", null);
    String namespace = settings.text("namespace", null);
    String clientId = settings.text("clientId", null);
    if ((connectionString == null) == (namespace == null)) {
      throw new IllegalArgumentException(
          connectionString == null
              ? "brokers.servicebus.connectionString is missing; set it, or"
                  + " brokers.servicebus.namespace to get in with the identity of this machine"
              : "brokers.servicebus has both connectionString and namespace; a connection string is"
                  + " a login of its own: drop one of them");
    }
    if (namespace != null) {
      if (!namespace.matches("[A-Za-z0-9][A-Za-z0-9.-]*\\.[A-Za-z0-9.-]+")) {
        throw settings.wrong("namespace", "be such as name.servicebus.windows.net", namespace);
      }
      return new Login(null, namespace, TLS_PORT, clientId, false);
    }
    if (clientId != null) {
      throw new IllegalArgumentException(
          "brokers.servicebus.clientId belongs to brokers.servicebus.namespace; a connection string"
              + " has no identity");
    }
    return parsed(connectionString);
  }

  /** Its text is never repeated: a key stands in it. */
  private static Login parsed(String text) {
    Map<String, String> parts = new HashMap<>();
    for (String part : text.split(";", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(
            part.substring(0, equals).trim().toLowerCase(Locale.ROOT),
            part.substring(equals + 1).trim());
      }
    }
    String endpoint = parts.getOrDefault("endpoint", "");
    if (!endpoint.matches("sb://[A-Za-z0-9._-]+(:\\d{1,5})?/?")) {
      throw wrong("Endpoint=sb://name.servicebus.windows.net/ is missing in it");
    }
    boolean signed = parts.containsKey("sharedaccesssignature");
    if (!signed
        && !(parts.containsKey("sharedaccesskeyname") && parts.containsKey("sharedaccesskey"))) {
      throw wrong("SharedAccessKeyName and SharedAccessKey are missing in it");
    }
    if (parts.containsKey("entitypath")) {
      throw wrong(
          "EntityPath=%s in it is for one topic only; take a key of the namespace"
              .formatted(parts.get("entitypath")));
    }
    boolean emulated = Boolean.parseBoolean(parts.get("usedevelopmentemulator"));
    String[] address = endpoint.substring("sb://".length()).replace("/", "").split(":", -1);
    int port = address.length > 1 ? Integer.parseInt(address[1]) : emulated ? PLAIN_PORT : TLS_PORT;
    return new Login(text, address[0], port, null, emulated);
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "brokers.servicebus.connectionString cannot be used: "
            + what
            + "; copy it from 'Shared access policies' of the namespace");
  }

  /** Where Microsoft's emulator has its management endpoint. */
  String emulatorManagement() {
    return "http://" + host + ":5300";
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return "Login[" + host + "]";
  }
}
