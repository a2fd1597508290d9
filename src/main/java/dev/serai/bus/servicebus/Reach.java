package dev.serai.bus.servicebus;

import dev.serai.bus.BusBusyException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Tells why a namespace does not answer: the SDK tries to connect for ever, and its requests only
 * run out of time.
 */
final class Reach {

  private static final int PATIENCE_MILLIS = 1_500;

  private final ServiceBusBindingConfig config;
  private final Executor executor;
  private volatile boolean away;

  /** The executor's threads may block. */
  Reach(ServiceBusBindingConfig config, Executor executor) {
    this.config = config;
    this.executor = executor;
  }

  /** Null when the port is open, else why not. Blocks for at most 1.5 s, and for the name. */
  BusBusyException probe() {
    Login login = config.login();
    try (Socket socket = new Socket()) {
      InetSocketAddress address = new InetSocketAddress(login.host(), login.port());
      if (address.isUnresolved()) {
        throw new java.net.UnknownHostException(login.host());
      }
      socket.connect(address, PATIENCE_MILLIS);
      away = false;
      return null;
    } catch (IOException e) {
      away = true;
      return (Faults.translated(config.address(), e) instanceof BusBusyException busy)
          ? busy
          : new BusBusyException(
              Faults.text(
                  config.address(), "nothing answers there", String.valueOf(e.getMessage())),
              Duration.ofSeconds(2),
              e);
    }
  }

  /** Fails at once while nothing answers; no I/O when it was fine last time. */
  CompletionStage<Void> open() {
    if (!away) {
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.runAsync(
        () -> {
          BusBusyException why = probe();
          if (why != null) {
            throw why;
          }
        },
        executor);
  }

  /** The failure itself, or why nothing answers when that explains it. */
  CompletionStage<RuntimeException> explain(Throwable failure) {
    RuntimeException told = Faults.translated(config.address(), failure);
    if (told instanceof BusBusyException || !told.getMessage().contains("is unknown (")) {
      return CompletableFuture.completedFuture(told);
    }
    return CompletableFuture.supplyAsync(
        () -> {
          BusBusyException why = probe();
          return why == null ? told : why;
        },
        executor);
  }
}
