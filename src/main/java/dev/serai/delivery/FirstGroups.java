package dev.serai.delivery;

import dev.serai.bus.Binding;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Publishes to one channel of a broker that is new to a deployment. A group that was made on the
 * broker before lacks nothing; so nothing is published past one that is still to be made here: it
 * would never get that. Safe for all threads.
 */
final class FirstGroups {

  private final Binding broker;

  /** Groups that were asked for and are not there yet. Guarded by this, like all below. */
  private final Map<String, GroupSpec> missing = new LinkedHashMap<>();

  /** What waits for them; null when nothing is missing. */
  private FirstPublishes waiting;

  private int trying;

  FirstGroups(Binding broker) {
    this.broker = broker;
  }

  CompletionStage<Void> create(GroupSpec group) {
    synchronized (this) {
      missing.put(group.name(), group);
      if (waiting == null || waiting.isOpen()) {
        waiting = new FirstPublishes(broker);
      }
    }
    return attempt(group);
  }

  /** Fails when a group is missing and the present try to make it does. */
  CompletionStage<Receipt> publish(Publication publication) {
    FirstPublishes behind;
    List<GroupSpec> again;
    CompletionStage<Receipt> receipt;
    synchronized (this) {
      behind = waiting;
      again = trying == 0 ? List.copyOf(missing.values()) : List.of();
      receipt = behind == null || behind.isOpen() ? null : behind.publish(publication);
    }
    if (receipt == null) {
      return broker.publish(publication);
    }
    again.forEach(this::attempt);
    return receipt;
  }

  private CompletionStage<Void> attempt(GroupSpec group) {
    synchronized (this) {
      trying++;
    }
    return made(group)
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                there(group);
              } else {
                away(failure);
              }
            });
  }

  private CompletionStage<Void> made(GroupSpec group) {
    try {
      return broker.createGroup(group);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void there(GroupSpec group) {
    FirstPublishes open;
    List<GroupSpec> rest;
    synchronized (this) {
      trying--;
      missing.remove(group.name());
      open = missing.isEmpty() ? waiting : null;
      rest = trying == 0 ? List.copyOf(missing.values()) : List.of();
    }
    if (open != null) {
      open.open();
    }
    rest.forEach(this::attempt);
  }

  private void away(Throwable failure) {
    FirstPublishes refused;
    synchronized (this) {
      trying--;
      refused = waiting;
    }
    if (refused != null) {
      refused.refuse(Causes.unwrap(failure));
    }
  }
}
