package dev.serai.bench.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that tells one line on its standard output when it is ready, and ends when its standard
 * input does: it never outlives this one.
 */
public final class ChildJvm implements AutoCloseable {

  private static final Duration CLOSE = Duration.ofSeconds(20);

  private final Process process;
  private final BufferedReader told;
  private final Path log;
  private final String name;
  private final long startedAt;

  private ChildJvm(Process process, Path log, String name, long startedAt) {
    this.process = process;
    this.told = process.inputReader(StandardCharsets.UTF_8);
    this.log = log;
    this.name = name;
    this.startedAt = startedAt;
  }

  /**
   * Starts this JVM's Java with its class path.
   *
   * @param folder gets the child's log
   */
  public static ChildJvm start(Path folder, List<String> options, Class<?> main, String... args) {
    return start(folder, System.getProperty("java.class.path"), options, main, args);
  }

  /** As {@link #start(Path, List, Class, String...)}, with another class path. */
  public static ChildJvm start(
      Path folder, String classPath, List<String> options, Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(args));
    return start(folder, main.getSimpleName(), new ProcessBuilder(command));
  }

  /** Starts any command. */
  public static ChildJvm start(Path folder, String name, ProcessBuilder builder) {
    try {
      Path log = Files.createTempFile(folder, name, ".log");
      long startedAt = System.nanoTime();
      Process process = builder.redirectError(log.toFile()).start();
      return new ChildJvm(process, log, name, startedAt);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started", e);
    }
  }

  /**
   * The next line that the child tells.
   *
   * @throws IllegalStateException with the end of its log when it ends or takes longer instead
   */
  public String line(Duration patience) {
    CompletableFuture<String> line = CompletableFuture.supplyAsync(this::read);
    try {
      String next = line.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (next == null) {
        throw failed("ended");
      }
      return next;
    } catch (TimeoutException | ExecutionException e) {
      throw failed("told nothing for " + patience.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was abandoned");
    }
  }

  private String read() {
    try {
      String line = told.readLine();
      while (line != null && !line.startsWith(Parent.MARK)) {
        line = told.readLine();
      }
      return line == null ? null : line.substring(Parent.MARK.length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a caller throws when the child does not do its part. */
  public IllegalStateException failed(String what) {
    String said;
    try {
      List<String> lines = Files.readAllLines(log);
      said = String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      said = e.toString();
    }
    return new IllegalStateException(name + " " + what + "; the end of its log:\n" + said);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** {@link System#nanoTime} when it was started. */
  public long startedAt() {
    return startedAt;
  }

  /** Waits so long for its end. */
  public boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Sends the signal to terminate, for a program that does not watch its standard input. */
  public void stop() {
    process.destroy();
    close();
  }

  /** Ends it without a word, as a crash does, and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks it to end and waits; kills it after 20 s. Idempotent. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (process.waitFor(CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (IOException e) {
      // It has ended already, which is all that is wanted.
      process.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
