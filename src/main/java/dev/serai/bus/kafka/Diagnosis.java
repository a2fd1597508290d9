package dev.serai.bus.kafka;

import dev.serai.bus.BusException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's clients try again until time is up, and then say only that. This finds out why, as far as
 * that shows from here.
 */
final class Diagnosis {

  private static final Logger LOG = LoggerFactory.getLogger(Diagnosis.class);
  private static final int CONNECT_MILLIS = 1_000;

  private Diagnosis() {}

  /** The failure in the words of the bus. Blocks for a second at most for each server. */
  static BusException of(Clients clients, Throwable failure) {
    return Faults.isTimeout(failure)
        ? told(
            clients,
            failure,
            "it takes connections but does not answer in time: check security.protocol in brokers.kafka.properties, and the broker's advertised.listeners and log")
        : Faults.translated(clients.address(), failure);
  }

  /** As above, for what was to be done with a topic. Blocks for the two questions more. */
  static BusException of(Clients clients, String topic, Throwable failure) {
    if (!Faults.isTimeout(failure)) {
      return Faults.translated(clients.address(), failure);
    }
    if (connects(clients.config())) {
      String shortage = Replicas.shortage(clients, List.of(topic));
      if (shortage != null) {
        return Faults.busy(clients.address(), shortage, Faults.cause(failure));
      }
    }
    return told(
        clients,
        failure,
        "topic '" + topic + "' does not answer in time: is it there, and has it a leader?");
  }

  private static BusException told(Clients clients, Throwable failure, String whenItConnects) {
    KafkaBindingConfig config = clients.config();
    String way =
        connects(config)
            ? whenItConnects
            : addresses(config).stream().allMatch(InetSocketAddress::isUnresolved)
                ? "the host is unknown: check brokers.kafka.bootstrapServers"
                : "nothing answers there: is Kafka running?";
    return Faults.busy(config.address(), way, Faults.cause(failure));
  }

  private static List<InetSocketAddress> addresses(KafkaBindingConfig config) {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (String server : config.bootstrapServers().split(",", -1)) {
      int colon = server.lastIndexOf(':');
      String host = server.substring(0, colon).replaceAll("[\\[\\]]", "");
      addresses.add(new InetSocketAddress(host, Integer.parseInt(server.substring(colon + 1))));
    }
    return addresses;
  }

  private static boolean connects(KafkaBindingConfig config) {
    for (InetSocketAddress address : addresses(config)) {
      try (Socket socket = new Socket()) {
        if (!address.isUnresolved()) {
          socket.connect(address, CONNECT_MILLIS);
          return true;
        }
      } catch (IOException e) {
        LOG.debug("{} does not answer", address, e);
      }
    }
    return false;
  }
}
