package dev.serai.bus.servicebus.twin;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;

/** Answers at {@code $management} of an entity. */
final class ManagementDesk implements RequestNode.Desk {

  private final Store store;
  private final Destination destination;
  private final Letters letters;
  private final Faults faults;

  /** One of store and destination may be null. */
  ManagementDesk(Store store, Destination destination, Letters letters, Faults faults) {
    this.store = store;
    this.destination = destination;
    this.letters = letters;
    this.faults = faults;
  }

  private static RequestNode.Answer ok(Map<String, Object> body) {
    return new RequestNode.Answer(Map.of("statusCode", 200, "statusDescription", "OK"), body);
  }

  private static RequestNode.Answer failed(int status, String condition) {
    return new RequestNode.Answer(
        Map.of(
            "statusCode",
            status,
            "statusDescription",
            condition,
            "errorCondition",
            Symbol.valueOf(condition)),
        null);
  }

  @Override
  public RequestNode.Answer answer(Map<String, Object> properties, Object body) {
    Map<?, ?> asked = (Map<?, ?>) body;
    String operation = String.valueOf(properties.get("operation"));
    return switch (operation) {
      case "com.microsoft:renew-lock" -> renewLocks(asked);
      case "com.microsoft:renew-session-lock" -> renewSession(asked);
      case "com.microsoft:peek-message" -> peek(asked);
      case "com.microsoft:schedule-message" -> schedule(asked);
      case "com.microsoft:cancel-scheduled-message" -> cancel(asked);
      case "com.microsoft:receive-by-sequence-number" -> receiveDeferred(asked);
      case "com.microsoft:update-disposition" -> settle(asked);
      case "com.microsoft:get-session-state" -> sessionState(asked);
      case "com.microsoft:set-session-state" -> setSessionState(asked);
      default -> failed(501, "amqp:not-implemented");
    };
  }

  private RequestNode.Answer renewLocks(Map<?, ?> asked) {
    List<Date> until = new ArrayList<>();
    for (Object token : (Object[]) asked.get("lock-tokens")) {
      long renewed = store.renew((UUID) token);
      if (renewed == 0) {
        return failed(410, "com.microsoft:message-lock-lost");
      }
      until.add(Letters.time(renewed));
    }
    return ok(Map.of("expirations", until.toArray(Date[]::new)));
  }

  private RequestNode.Answer renewSession(Map<?, ?> asked) {
    SessionBox box = store.sessions.box((String) asked.get("session-id"));
    if (box.isFree(System.currentTimeMillis())) {
      return failed(410, "com.microsoft:session-lock-lost");
    }
    store.count("sessionRenewed");
    return ok(Map.of("expiration", Letters.time(store.sessions.renew(box))));
  }

  private RequestNode.Answer peek(Map<?, ?> asked) {
    long from = ((Number) asked.get("from-sequence-number")).longValue();
    int count = ((Number) asked.get("message-count")).intValue();
    List<Map<String, Object>> found = new ArrayList<>();
    for (Held held : store.peek(from, count, (String) asked.get("session-id"))) {
      found.add(Map.of("message", new Binary(letters.write(held))));
    }
    return found.isEmpty()
        ? new RequestNode.Answer(Map.of("statusCode", 204, "statusDescription", "none"), null)
        : ok(Map.of("messages", found));
  }

  private RequestNode.Answer schedule(Map<?, ?> asked) {
    List<Long> numbers = new ArrayList<>();
    long now = System.currentTimeMillis() - faults.agedMillis;
    for (Object each : (List<?>) asked.get("messages")) {
      Binary bytes = (Binary) ((Map<?, ?>) each).get("message");
      Letter letter =
          letters.one(ByteBuffer.wrap(bytes.getArray(), bytes.getArrayOffset(), bytes.getLength()));
      numbers.add(destination.take(letter, now));
    }
    return ok(Map.of("sequence-numbers", numbers.toArray(Long[]::new)));
  }

  private RequestNode.Answer cancel(Map<?, ?> asked) {
    for (long number : (long[]) asked.get("sequence-numbers")) {
      if (!destination.cancel(number)) {
        return failed(404, "com.microsoft:message-not-found");
      }
    }
    return ok(Map.of());
  }

  private RequestNode.Answer receiveDeferred(Map<?, ?> asked) {
    List<Map<String, Object>> found = new ArrayList<>();
    for (long number : (long[]) asked.get("sequence-numbers")) {
      Held held = store.deferred(number);
      if (held == null) {
        return failed(404, "com.microsoft:message-not-found");
      }
      store.lock(held, null, System.currentTimeMillis());
      found.add(Map.of("lock-token", held.lock, "message", new Binary(letters.write(held))));
    }
    return ok(Map.of("messages", found));
  }

  private RequestNode.Answer settle(Map<?, ?> asked) {
    for (Object token : (Object[]) asked.get("lock-tokens")) {
      Held held = store.lockedBy((UUID) token);
      if (held == null) {
        return failed(410, "com.microsoft:message-lock-lost");
      }
      Map<?, ?> more = (Map<?, ?>) asked.get("properties-to-modify");
      switch ((String) asked.get("disposition-status")) {
        case "completed" -> store.complete(held);
        case "abandoned" -> store.abandon(held, more);
        case "defered" -> store.defer(held, more);
        default -> {
          Map<String, Object> why = new HashMap<>();
          why.put("DeadLetterReason", asked.get("deadletter-reason"));
          why.put("DeadLetterErrorDescription", asked.get("deadletter-description"));
          store.bury(held, why);
        }
      }
    }
    return ok(Map.of());
  }

  private RequestNode.Answer sessionState(Map<?, ?> asked) {
    Map<String, Object> state = new HashMap<>();
    state.put("session-state", store.sessions.box((String) asked.get("session-id")).state);
    return ok(state);
  }

  private RequestNode.Answer setSessionState(Map<?, ?> asked) {
    store.sessions.box((String) asked.get("session-id")).state =
        (Binary) asked.get("session-state");
    return ok(Map.of());
  }
}
