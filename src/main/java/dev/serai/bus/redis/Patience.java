package dev.serai.bus.redis;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** How long a member waits for an answer: a little longer than the connection itself does. */
record Patience(Duration limit) {

  static Patience beyond(Duration timeout) {
    return new Patience(timeout.plusSeconds(1));
  }

  /** Blocks. Throws what {@link java.util.concurrent.Future#get(long, TimeUnit)} does. */
  <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
  }
}
