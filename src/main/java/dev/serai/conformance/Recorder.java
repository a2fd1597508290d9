package dev.serai.conformance;

import dev.serai.delivery.EventHandler;
import dev.serai.delivery.Failure;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/** A handler that writes down its calls and fails where it is told to. */
public final class Recorder implements EventHandler {

  /** One call. */
  public record Seen(String id, int attempt, CloudEvent event) {}

  private final List<Seen> calls = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> toFail = new ConcurrentHashMap<>();
  private volatile BiFunction<CloudEvent, Integer, Failure> rule = (event, attempt) -> null;

  /** The first calls for this event fail. */
  public Recorder failing(String id, int times) {
    toFail.put(id, times);
    return this;
  }

  /** Fails where the rule gives a failure, by event and attempt. */
  public Recorder failingBy(BiFunction<CloudEvent, Integer, Failure> when) {
    rule = when;
    return this;
  }

  @Override
  public void handle(CloudEvent event, int attempt, Done done) {
    calls.add(new Seen(event.getId(), attempt, event));
    Failure failure = rule.apply(event, attempt);
    if (failure == null && attempt <= toFail.getOrDefault(event.getId(), 0)) {
      failure = Failure.of(new IllegalStateException("attempt " + attempt + " was told to fail"));
    }
    if (failure == null) {
      done.succeeded();
    } else {
      done.failed(failure);
    }
  }

  public List<Seen> calls() {
    return List.copyOf(calls);
  }

  public List<String> ids() {
    return calls.stream().map(Seen::id).toList();
  }

  public List<Integer> attemptsOf(String id) {
    return calls.stream().filter(call -> call.id().equals(id)).map(Seen::attempt).toList();
  }
}
