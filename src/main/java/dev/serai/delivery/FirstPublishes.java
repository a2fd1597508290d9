package dev.serai.delivery;

import dev.serai.bus.Binding;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Publications to one channel that came before its log's group was there. They go on in the order
 * in which they came: stages that wait for one future would run in the reverse order. Safe for all
 * threads.
 */
final class FirstPublishes {

  private record Waiting(Publication publication, CompletableFuture<Receipt> result) {}

  private final Binding binding;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private volatile boolean open;

  FirstPublishes(Binding binding) {
    this.binding = binding;
  }

  boolean isOpen() {
    return open;
  }

  CompletionStage<Receipt> publish(Publication publication) {
    if (open) {
      return binding.publish(publication);
    }
    CompletableFuture<Receipt> result = new CompletableFuture<>();
    synchronized (this) {
      if (!open) {
        waiting.add(new Waiting(publication, result));
        return result;
      }
    }
    return binding.publish(publication);
  }

  /** The group is there; who publishes meanwhile goes behind those that wait. */
  void open() {
    while (!open) {
      Waiting next;
      synchronized (this) {
        next = waiting.poll();
        open = next == null;
      }
      if (next != null) {
        begin(next);
      }
    }
  }

  private void begin(Waiting next) {
    try {
      binding
          .publish(next.publication())
          .whenComplete(
              (receipt, cause) -> {
                if (cause == null) {
                  next.result().complete(receipt);
                } else {
                  next.result().completeExceptionally(Causes.unwrap(cause));
                }
              });
    } catch (RuntimeException e) {
      next.result().completeExceptionally(e);
    }
  }

  /** The group could not be made now. */
  void refuse(Throwable cause) {
    Deque<Waiting> refused;
    synchronized (this) {
      refused = new ArrayDeque<>(waiting);
      waiting.clear();
    }
    refused.forEach(each -> each.result().completeExceptionally(cause));
  }
}
