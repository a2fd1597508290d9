package dev.serai.bus.kafka;

import dev.serai.bus.BusBusyException;
import dev.serai.bus.BusException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What Kafka and its clients say, in the words of the bus, with the way out. */
final class Faults {

  static final Duration SOON = Duration.ofSeconds(1);

  /**
   * @param busy whether the same may work later, without anybody changing anything here
   */
  private record Fault(Class<? extends Throwable> kind, boolean busy, String way) {}

  /** The first that fits counts, so the particular stand before the general. */
  private static final List<Fault> FAULTS =
      List.of(
          new Fault(
              SaslAuthenticationException.class,
              false,
              "it does not know the user: check user and password in brokers.kafka.properties, sasl.jaas.config"),
          new Fault(
              UnsupportedSaslMechanismException.class,
              false,
              "it has no such mechanism: check sasl.mechanism in brokers.kafka.properties"),
          new Fault(
              TopicAuthorizationException.class,
              false,
              "the user may not use the topic: grant Read, Write and Describe on it, and Create or brokers.kafka.provisioning: verify"),
          new Fault(
              GroupAuthorizationException.class,
              false,
              "the user may not use the group: grant Read, and Delete, on groups that begin with brokers.kafka.groupPrefix"),
          new Fault(
              TransactionalIdAuthorizationException.class,
              false,
              "the user may not publish several events at once: grant Write on transactional ids that begin with brokers.kafka.groupPrefix"),
          new Fault(
              ClusterAuthorizationException.class,
              false,
              "the user may not do that on the cluster: grant IdempotentWrite, and Create or brokers.kafka.provisioning: verify"),
          new Fault(AuthorizationException.class, false, "the user may not do that: grant it"),
          new Fault(
              UnknownTopicOrPartitionException.class,
              false,
              "a topic is missing: make it, or set brokers.kafka.provisioning to create"),
          new Fault(
              InvalidReplicationFactorException.class,
              true,
              "it has fewer brokers than brokers.kafka.replication, or its default, wants"),
          new Fault(
              InvalidTopicException.class,
              false,
              "it takes no such topic; names that differ only in '.' and '_' collide"),
          new Fault(
              InvalidSessionTimeoutException.class,
              false,
              "set session.timeout.ms in brokers.kafka.properties within the broker's group.min.session.timeout.ms and group.max.session.timeout.ms"),
          new Fault(
              PolicyViolationException.class,
              false,
              "its policy refuses the topic: see brokers.kafka.partitions, replication and topic"),
          new Fault(
              UnsupportedVersionException.class,
              false,
              "it is too old: Kafka 2.5 or newer is needed"),
          new Fault(
              RecordTooLargeException.class,
              false,
              "an event is larger than it takes: raise max.message.bytes of the topic, or lower brokers.kafka.maxEventBytes"),
          new Fault(
              NotEnoughReplicasException.class,
              true,
              "fewer replicas are in sync than min.insync.replicas wants: see which broker is away"),
          new Fault(KafkaStorageException.class, true, "its disk fails: see its log"),
          new Fault(
              ThrottlingQuotaExceededException.class, true, "its quota for changes is used up"),
          new Fault(DisconnectException.class, true, "not connected, trying again"),
          new Fault(TimeoutException.class, true, "no answer in time"),
          new Fault(RetriableException.class, true, "it cannot do that now"));

  private Faults() {}

  static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  static BusException translated(String address, Throwable failure) {
    Throwable cause = cause(failure);
    if (cause instanceof BusException known) {
      return known;
    }
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof SslAuthenticationException) {
        return new BusException(text(address, TlsFaults.way(each), deepest(each)), cause);
      }
      if (each instanceof ConfigException && said(each).contains("bootstrap")) {
        return busy(address, "the host is unknown: check brokers.kafka.bootstrapServers", each);
      }
    }
    for (Fault fault : FAULTS) {
      for (Throwable each = cause; each != null; each = each.getCause()) {
        if (fault.kind.isInstance(each)) {
          return fault.busy
              ? busy(address, fault.way, each)
              : new BusException(text(address, fault.way, each), cause);
        }
      }
    }
    String way =
        cause instanceof KafkaException && cause.getCause() != null
            ? "check brokers.kafka.properties"
            : "it refused";
    return new BusException(text(address, way, deepest(cause)), cause);
  }

  /** Whether the same was not answered in time, so that the reason is still to be found. */
  static boolean isTimeout(Throwable failure) {
    Throwable cause = cause(failure);
    return cause instanceof TimeoutException
        || cause instanceof java.util.concurrent.TimeoutException;
  }

  static BusBusyException busy(String address, String way, Throwable said) {
    return new BusBusyException(text(address, way, said), SOON, said);
  }

  private static Throwable deepest(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest;
  }

  static String text(String address, String way, Throwable failure) {
    return address + ": " + way + " (" + said(failure) + ")";
  }

  private static String said(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : message.lines().findFirst().orElse("").trim();
  }
}
