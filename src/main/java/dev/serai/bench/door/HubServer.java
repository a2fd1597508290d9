package dev.serai.bench.door;

import dev.serai.bench.child.Parent;
import dev.serai.hub.Hub;
import dev.serai.hub.HubOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;

/** The hub as it is. */
final class HubServer {

  private HubServer() {}

  /** Keeps everything in the folder that is the first argument. */
  public static void main(String[] args) throws Exception {
    try (Hub hub = start(Path.of(args[0]))) {
      Parent.tell(Integer.toString(hub.port()));
      Parent.awaitEnd();
    }
    System.exit(0);
  }

  static Hub start(Path folder) throws IOException {
    HubFolder files = HubFolder.make(folder);
    return Hub.start(
        new HubOptions(
            files.config(),
            files.routes(),
            files.data(),
            OptionalInt.of(0),
            OptionalInt.of(0),
            HubFolder.environment()::get));
  }
}
