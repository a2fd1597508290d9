package dev.serai.bus.servicebus;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.core.exception.HttpResponseException;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import dev.serai.bus.BusBusyException;
import dev.serai.bus.BusException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What Service Bus and its SDK say, in the words of the bus, with the way out. */
final class Faults {

  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LATER = Duration.ofSeconds(10);

  private Faults() {}

  static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException
            || cause instanceof ExecutionException
            || reactor.core.Exceptions.isRetryExhausted(cause)
            || isEmptyShell(cause))
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** The SDK wraps what it does not know, and what ran out of tries. */
  private static boolean isEmptyShell(Throwable cause) {
    return cause instanceof ServiceBusException known
        && ServiceBusFailureReason.GENERAL_ERROR.equals(known.getReason())
        && !(cause.getCause() instanceof AmqpException);
  }

  /** Whether a settlement failed because someone else may have the message by now. */
  static boolean isLockLost(Throwable failure) {
    return is(failure, ServiceBusFailureReason.MESSAGE_LOCK_LOST)
        || is(failure, ServiceBusFailureReason.SESSION_LOCK_LOST)
        || is(failure, ServiceBusFailureReason.MESSAGE_NOT_FOUND)
        || has(failure, "com.microsoft:message-lock-lost", "com.microsoft:session-lock-lost");
  }

  private static boolean is(Throwable failure, ServiceBusFailureReason reason) {
    return cause(failure) instanceof ServiceBusException known && reason.equals(known.getReason());
  }

  private static boolean has(Throwable failure, String... conditions) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof AmqpException amqp && amqp.getErrorCondition() != null) {
        for (String condition : conditions) {
          if (amqp.getErrorCondition().getErrorCondition().equals(condition)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  static boolean isMissing(Throwable failure) {
    return is(failure, ServiceBusFailureReason.MESSAGING_ENTITY_NOT_FOUND)
        || status(failure) == 404
        || has(failure, AmqpErrorCondition.NOT_FOUND.getErrorCondition());
  }

  /** The status that the management endpoint has answered with; 0 for none. */
  static int status(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof HttpResponseException http && http.getResponse() != null) {
        return http.getResponse().getStatusCode();
      }
    }
    return 0;
  }

  static BusException translated(String address, Throwable failure) {
    Throwable cause = cause(failure);
    if (cause instanceof BusException known) {
      return known;
    }
    String said = said(cause);
    int status = status(failure);
    if (status != 0) {
      return http(address, status, said, cause);
    }
    if (is(failure, ServiceBusFailureReason.UNAUTHORIZED)
        || has(failure, AmqpErrorCondition.UNAUTHORIZED_ACCESS.getErrorCondition())) {
      return unauthorized(address, said, cause);
    }
    if (isMissing(failure)) {
      return missing(address, said, cause);
    }
    if (is(failure, ServiceBusFailureReason.QUOTA_EXCEEDED)
        || has(failure, AmqpErrorCondition.RESOURCE_LIMIT_EXCEEDED.getErrorCondition())) {
      return busy(
          address,
          "the topic is full: raise its size, or see which group does not settle its events",
          said,
          LATER,
          cause);
    }
    if (is(failure, ServiceBusFailureReason.SERVICE_BUSY)
        || has(failure, AmqpErrorCondition.SERVER_BUSY_ERROR.getErrorCondition())) {
      return busy(
          address,
          "it asks for less: wait, or buy more messaging units or the premium tier",
          said,
          LATER,
          cause);
    }
    if (is(failure, ServiceBusFailureReason.MESSAGE_SIZE_EXCEEDED)) {
      return new BusException(
          text(
              address,
              "it takes no message of that size: lower brokers.servicebus.maxEventBytes, or take"
                  + " the premium tier",
              said),
          cause);
    }
    if (is(failure, ServiceBusFailureReason.MESSAGING_ENTITY_DISABLED)) {
      return new BusException(
          text(address, "the topic or subscription is disabled: enable it", said), cause);
    }
    return connection(address, cause, said);
  }

  private static BusException http(String address, int status, String said, Throwable cause) {
    return switch (status) {
      case 401, 403 -> unauthorized(address, said, cause);
      case 404 -> missing(address, said, cause);
      case 429, 503 -> busy(address, "its management endpoint asks for less", said, LATER, cause);
      default ->
          new BusException(
              text(address, "its management endpoint answered " + status, said), cause);
    };
  }

  private static BusException unauthorized(String address, String said, Throwable cause) {
    return new BusException(
        text(
            address,
            "the login is not accepted: check the key in brokers.servicebus.connectionString (with"
                + " provisioning create it needs Manage, else Send and Listen), or the roles of the"
                + " identity",
            said),
        cause);
  }

  private static BusException missing(String address, String said, Throwable cause) {
    return new BusException(
        text(
            address,
            "a topic or subscription is missing: set brokers.servicebus.provisioning to create, or"
                + " make it as 'serai plan' says",
            said),
        cause);
  }

  private static BusException connection(String address, Throwable cause, String said) {
    Throwable deepest = deepest(cause);
    if (deepest instanceof UnknownHostException || isUnknown(said)) {
      return busy(
          address,
          "the host is unknown: check Endpoint in brokers.servicebus.connectionString",
          said,
          SOON,
          cause);
    }
    if (deepest instanceof ConnectException || said.contains("Connection refused")) {
      return busy(address, "nothing answers there: is it running?", said, SOON, cause);
    }
    if (deepest instanceof SSLException) {
      return new BusException(
          text(address, "no TLS connection: check host and certificate", said), cause);
    }
    if (deepest instanceof TimeoutException
        || has(cause, AmqpErrorCondition.TIMEOUT_ERROR.getErrorCondition())) {
      return new BusException(
          text(address, "no answer in time; whether it was done is unknown", said), cause);
    }
    if (deepest instanceof IOException
        || (cause instanceof AmqpException amqp && amqp.isTransient())) {
      return new BusException(
          text(address, "the connection broke; whether it was done is unknown", said), cause);
    }
    return new BusException(text(address, "it refused", said), cause);
  }

  private static boolean isUnknown(String said) {
    return said.contains("nresolved") || said.contains("UnknownHost");
  }

  private static Throwable deepest(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null && deepest.getCause() != deepest) {
      deepest = deepest.getCause();
    }
    return deepest;
  }

  /** The first line, without the context that the SDK adds. */
  private static String said(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    String line = message.lines().findFirst().orElse("no message");
    int context = line.indexOf(", errorContext[");
    return context < 0 ? line : line.substring(0, context);
  }

  private static BusBusyException busy(
      String address, String what, String said, Duration wait, Throwable cause) {
    return new BusBusyException(text(address, what, said), wait, cause);
  }

  static String text(String address, String what, String said) {
    return address + ": " + what + " (" + said + ")";
  }
}
