package dev.serai.hub;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a running hub leaves in its data folder, readable by its own user only: where it is reached,
 * and the token.
 */
final class HubFile implements AutoCloseable {

  private final Path file;

  private HubFile(Path file) {
    this.file = file;
  }

  static HubFile write(
      Path data, int port, String managementHost, int managementPort, String token) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("pid", ProcessHandle.current().pid());
    content.put("port", port);
    content.put("managementHost", managementHost);
    content.put("managementPort", managementPort);
    content.put("token", token);
    Path file = data.resolve("hub.json");
    try {
      Path fresh = Files.createTempFile(data, "hub", ".json", ownerOnly());
      Files.write(fresh, new ObjectMapper().writeValueAsBytes(content));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new HubException("%s cannot be written: %s".formatted(file, e), e);
    }
    return new HubFile(file);
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
