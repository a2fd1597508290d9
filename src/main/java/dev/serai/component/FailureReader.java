package dev.serai.component;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serai.bus.BusBusyException;
import dev.serai.bus.EventTooLargeException;
import dev.serai.delivery.Failure;
import dev.serai.event.InvalidEventException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.apache.camel.ValidationException;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Reads from a failed exchange what delivery must know. */
final class FailureReader {

  private static final Set<Integer> POISON_STATUS = Set.of(400, 410, 413, 415, 422);
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);

  private final FailureRules rules;

  FailureReader(FailureRules rules) {
    this.rules = rules;
  }

  /**
   * @param ofBatch whether several events failed together: then none is known to be poison, and
   *     each is tried alone
   */
  Failure read(Exchange exchange, boolean ofBatch) {
    Throwable cause = exchange.getException();
    if (cause == null) {
      cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }
    if (cause == null) {
      cause = new IllegalStateException("the route marked the exchange for rollback");
    }
    return new Failure(
        cause, !ofBatch && poison(cause), retryAfter(cause), StepMarks.failedStep(exchange));
  }

  private boolean poison(Throwable cause) {
    for (FailureRules.Rule rule : rules.rules()) {
      if (matches(rule, cause)) {
        return rule.poison();
      }
    }
    for (Throwable one = cause; one != null; one = next(one)) {
      if (one instanceof InvalidEventException
          || one instanceof JsonProcessingException
          || one instanceof TypeConversionException
          || one instanceof ValidationException
          || one instanceof EventTooLargeException
          || (one instanceof HttpOperationFailedException http
              && POISON_STATUS.contains(http.getStatusCode()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(FailureRules.Rule rule, Throwable cause) {
    for (Throwable one = cause; one != null; one = next(one)) {
      boolean name =
          rule.exception() == null
              || one.getClass().getName().equals(rule.exception())
              || one.getClass().getSimpleName().equals(rule.exception());
      boolean status =
          rule.statuses().isEmpty()
              || (one instanceof HttpOperationFailedException http
                  && rule.statuses().contains(http.getStatusCode()));
      if (name && status) {
        return true;
      }
    }
    return false;
  }

  private static Duration retryAfter(Throwable cause) {
    for (Throwable one = cause; one != null; one = next(one)) {
      if (one instanceof BusBusyException busy) {
        return busy.retryAfter();
      }
      if (one instanceof HttpOperationFailedException http && http.getResponseHeaders() != null) {
        for (var header : http.getResponseHeaders().entrySet()) {
          if (header.getKey().equalsIgnoreCase("retry-after")) {
            return parse(header.getValue());
          }
        }
      }
    }
    return null;
  }

  /**
   * Seconds or an HTTP date (RFC 9110, 10.2.3); null when it is neither. Nothing far away: the
   * header is not ours.
   */
  private static Duration parse(String value) {
    try {
      Duration wait =
          value.chars().allMatch(Character::isDigit)
              ? Duration.ofSeconds(Long.parseLong(value))
              : Duration.between(
                  Instant.now(), ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
      return wait.isNegative()
          ? Duration.ZERO
          : wait.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wait;
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  private static Throwable next(Throwable one) {
    return one.getCause() == one ? null : one.getCause();
  }
}
