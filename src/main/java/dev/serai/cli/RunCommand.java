package dev.serai.cli;

import dev.serai.hub.Hub;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "run",
    description = "Run a hub until it is told to stop.",
    footer = {
      "%nOn SIGTERM or Ctrl-C the hub closes its doors, lets work in flight end, and goes.",
      "With --json, one line tells the ports as soon as the hub is ready."
    })
final class RunCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin RunOptions options;

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    Hub hub = Hub.start(options.options(terminal.env()));
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  hub.close();
                  stopped.countDown();
                },
                "serai-stop"));
    terminal.json(ready(hub));
    stopped.await();
    return ExitCode.OK;
  }

  private Map<String, Object> ready(Hub hub) {
    Map<String, Object> ready = new LinkedHashMap<>();
    ready.put("ready", true);
    ready.put("port", hub.port());
    ready.put("managementPort", hub.managementPort());
    ready.put("data", options.data.data.toAbsolutePath().normalize().toString());
    return ready;
  }
}
