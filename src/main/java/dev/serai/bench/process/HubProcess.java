package dev.serai.bench.process;

import dev.serai.bench.child.ChildJvm;
import dev.serai.bench.child.FreePort;
import dev.serai.bench.child.WorkFolder;
import dev.serai.bench.door.HubFolder;
import dev.serai.bench.door.SignedDelivery;
import dev.serai.bench.load.Knock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code serai run} as an operator starts it, in a folder of its own. */
final class HubProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ChildJvm process;
  private final double startSeconds;

  private HubProcess(ChildJvm process, double startSeconds) {
    this.process = process;
    this.startSeconds = startSeconds;
  }

  /** Starts it and waits for its first 202. */
  static HubProcess start(WorkFolder folder, List<String> serai) throws IOException {
    Path home = folder.folder("run");
    HubFolder files = HubFolder.make(home);
    int port = FreePort.any();
    List<String> command = new ArrayList<>(serai);
    command.addAll(
        List.of(
            "run", "--config", files.config().toString(), "--routes", files.routes().toString()));
    command.addAll(List.of("--data", files.data().toString(), "--port", Integer.toString(port)));
    command.addAll(List.of("--management-port", Integer.toString(FreePort.any())));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.redirectOutput(home.resolve("out.log").toFile());
    builder.environment().putAll(HubFolder.environment());
    ChildJvm process = ChildJvm.start(folder.path(), "serai-run", builder);
    try {
      long accepted =
          Knock.untilAccepted(port, SignedDelivery.to(port), PATIENCE, process::isAlive);
      return new HubProcess(process, (accepted - process.startedAt()) / 1e9);
    } catch (IllegalStateException e) {
      process.stop();
      throw process.failed(e.getMessage());
    }
  }

  /** From the start of the process to its first 202. */
  double startSeconds() {
    return startSeconds;
  }

  ChildJvm process() {
    return process;
  }

  @Override
  public void close() {
    process.stop();
  }
}
