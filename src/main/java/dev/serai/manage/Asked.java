package dev.serai.manage;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.serai.manage.view.ViewJson;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One request, read so that a mistake is told with what would be right. */
final class Asked {

  private final Map<String, String> path;
  private final MultiMap parameters;
  private final byte[] body;
  private final String from;

  private Asked(Map<String, String> path, MultiMap parameters, byte[] body, String from) {
    this.path = path;
    this.parameters = parameters;
    this.body = body;
    this.from = from;
  }

  /** Call on the event loop; the result may go to any thread. */
  static Asked of(RoutingContext context) {
    byte[] body =
        context.body() == null || context.body().buffer() == null
            ? new byte[0]
            : context.body().buffer().getBytes();
    return new Asked(
        Map.copyOf(context.pathParams()),
        context.queryParams(),
        body,
        String.valueOf(context.request().remoteAddress().hostAddress()));
  }

  /** The address it came from. */
  String from() {
    return from;
  }

  /** Refuses parameters that are not among these: a misspelt filter would match everything. */
  void allow(Set<String> known) {
    for (String name : parameters.names()) {
      if (!known.contains(name)) {
        throw Refused.badRequest(
            known.isEmpty()
                ? "unknown parameter '" + name + "'; there are none here"
                : "unknown parameter '%s'; known are %s"
                    .formatted(name, String.join(", ", new TreeSet<>(known))));
      }
    }
  }

  String path(String name) {
    return path.get(name);
  }

  long pathNumber(String name) {
    return number(name, path.get(name), 0, Long.MAX_VALUE);
  }

  /** Null when absent or empty. */
  String text(String name) {
    String value = parameters.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  long number(String name, long otherwise, long least, long most) {
    String value = text(name);
    return value == null ? otherwise : number(name, value, least, most);
  }

  boolean flag(String name) {
    String value = text(name);
    if (value != null && !value.equals("true") && !value.equals("false")) {
      throw Refused.badRequest("%s wants true or false, but is '%s'".formatted(name, value));
    }
    return "true".equals(value);
  }

  /** Comma-separated, or several parameters of the name. */
  Set<String> texts(String name) {
    return parameters.getAll(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .filter(value -> !value.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Null when absent. */
  Instant time(String name) {
    String value = text(name);
    try {
      return value == null ? null : OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeException e) {
      throw Refused.badRequest(
          "%s wants a time such as 2026-11-21T09:00:00Z, but is '%s'".formatted(name, value));
    }
  }

  /** The body as a request; an empty one counts as an object without members. */
  <T> T body(Class<T> type) {
    try {
      return ViewJson.readRequest(body.length == 0 ? new byte[] {'{', '}'} : body, type);
    } catch (UnrecognizedPropertyException e) {
      throw Refused.badRequest(
          "unknown member '%s'; known are %s"
              .formatted(
                  e.getPropertyName(),
                  e.getKnownPropertyIds().stream()
                      .map(String::valueOf)
                      .sorted()
                      .collect(Collectors.joining(", "))));
    } catch (JacksonException e) {
      throw Refused.badRequest("the body cannot be read: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long number(String name, String value, long least, long most) {
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The message below says what is wanted.
    }
    throw Refused.badRequest(
        "%s wants a whole number from %d%s, but is '%s'"
            .formatted(name, least, most == Long.MAX_VALUE ? "" : " to " + most, value));
  }
}
