package dev.serai.ledger;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that only the hub's own user may read: what senders sent lies in it. */
final class OwnFile {

  private OwnFile() {}

  /**
   * Makes the file, empty, unless it is there; the permissions of one that is there stay. SQLite
   * gives its write-ahead log and index those of the file they belong to.
   */
  static void make(Path file) throws IOException {
    FileAttribute<?>[] attributes =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createFile(file, attributes);
    } catch (FileAlreadyExistsException e) {
      // As it should be from the second start on.
      return;
    }
  }
}
