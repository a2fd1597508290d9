package dev.serai.bench.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.HdrHistogram.Histogram;

/**
 * Keeps a number of connections busy from one thread: each sends its next request as soon as it has
 * its answer. Used by one thread.
 */
public final class LoadClient implements AutoCloseable {

  private static final long LONGEST_MICROS = 60_000_000;
  private static final long SELECT_MILLIS = 100;
  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

  private final int run = ThreadLocalRandom.current().nextInt();
  private final Selector selector;
  private final List<Connection> connections = new ArrayList<>();
  private long count;
  private int busy;
  private long deadline;
  private Tally tally;

  /** What has come so far. */
  private static final class Tally {
    final Histogram latencies = new Histogram(LONGEST_MICROS, 3);
    long accepted;
    long refused;
    long broken;
  }

  /**
   * Connects to this machine's port.
   *
   * @throws IOException when nobody listens there
   */
  public LoadClient(int port, Post post, int connections) throws IOException {
    selector = Selector.open();
    for (int i = 0; i < connections; i++) {
      Connection connection = new Connection(post, port, selector);
      connection.open();
      this.connections.add(connection);
    }
  }

  /**
   * Sends for this long, then waits for the answers under way.
   *
   * @throws IOException when the server cannot be reached again after it broke a connection, or
   *     answers nothing for 30 s
   */
  public Load run(Duration duration) throws IOException {
    var threads = ManagementFactory.getThreadMXBean();
    tally = new Tally();
    long cpu = threads.getCurrentThreadCpuTime();
    long began = System.nanoTime();
    deadline = began + duration.toNanos();
    busy = connections.size();
    for (Connection connection : connections) {
      connection.send(run, count++);
    }
    while (busy > 0) {
      selector.select(this::proceed, SELECT_MILLIS);
      if (System.nanoTime() - deadline > PATIENCE_NANOS) {
        throw new IOException(
            busy
                + " requests have no answer "
                + PATIENCE_NANOS / 1_000_000_000
                + " s after the end");
      }
    }
    return new Load(
        tally.accepted,
        tally.refused,
        tally.broken,
        Duration.ofNanos(System.nanoTime() - began),
        Duration.ofNanos(threads.getCurrentThreadCpuTime() - cpu),
        tally.latencies);
  }

  private void proceed(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      if (connection.proceed()) {
        answered(connection);
      }
    } catch (IOException e) {
      tally.broken++;
      again(connection, e);
    }
  }

  private void answered(Connection connection) throws IOException {
    long now = System.nanoTime();
    long micros = (now - connection.startedAt()) / 1_000;
    tally.latencies.recordValue(Math.min(LONGEST_MICROS, micros));
    int status = connection.status();
    if (status >= 200 && status < 300) {
      tally.accepted++;
    } else {
      tally.refused++;
    }
    next(connection, now);
  }

  private void next(Connection connection, long now) throws IOException {
    if (now < deadline) {
      connection.send(run, count++);
    } else {
      busy--;
    }
  }

  private void again(Connection connection, IOException cause) {
    try {
      connection.close();
      connection.open();
      next(connection, System.nanoTime());
    } catch (IOException e) {
      e.addSuppressed(cause);
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (Connection connection : connections) {
      connection.close();
    }
    selector.close();
  }
}
