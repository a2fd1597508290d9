package dev.serai.bus.servicebus.twin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** The one thread that everything of the server happens on. */
final class EventLoop implements AutoCloseable {

  /** What a channel does when it is ready. */
  interface Ready {
    void ready(SelectionKey key) throws IOException;
  }

  private record Timed(long atNanos, long number, Runnable task) implements Comparable<Timed> {
    @Override
    public int compareTo(Timed other) {
      int byTime = Long.compare(atNanos - other.atNanos, 0);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Timed> timers = new PriorityQueue<>();
  private final Thread thread;
  private long timersMade;
  private volatile boolean closed;

  EventLoop() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread = new Thread(this::run, "service-bus-twin");
    thread.setDaemon(true);
    thread.start();
  }

  /** On the loop's thread only. */
  SelectionKey register(SelectableChannel channel, int operations, Ready ready) throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, operations, ready);
  }

  void execute(Runnable task) {
    tasks.add(task);
    if (Thread.currentThread() != thread) {
      selector.wakeup();
    }
  }

  /** Waits for the answer; from any other thread. */
  <T> T call(Callable<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    execute(
        () -> {
          try {
            answer.complete(question.call());
          } catch (Exception e) {
            answer.completeExceptionally(e);
          }
        });
    return answer.orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** On the loop's thread only. */
  void after(long millis, Runnable task) {
    timers.add(
        new Timed(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), timersMade++, task));
  }

  private void run() {
    while (!closed) {
      try {
        selector.select(patience());
        selector.selectedKeys().forEach(EventLoop::ready);
        selector.selectedKeys().clear();
        runTimers();
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
      } catch (IOException | RuntimeException e) {
        org.slf4j.LoggerFactory.getLogger(EventLoop.class).error("the twin failed", e);
      }
    }
  }

  private static void ready(SelectionKey key) {
    try {
      ((Ready) key.attachment()).ready(key);
    } catch (IOException e) {
      key.cancel();
    }
  }

  /** Milliseconds until there is something to do; at least 1, because 0 means for ever. */
  private long patience() {
    if (!tasks.isEmpty()) {
      return 1;
    }
    Timed next = timers.peek();
    return next == null
        ? 1_000
        : Math.max(1, TimeUnit.NANOSECONDS.toMillis(next.atNanos - System.nanoTime()));
  }

  private void runTimers() {
    while (!timers.isEmpty() && timers.peek().atNanos - System.nanoTime() <= 0) {
      timers.remove().task().run();
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join(5_000);
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
