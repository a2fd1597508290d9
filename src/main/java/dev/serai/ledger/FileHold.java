package dev.serai.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The mark of the one hub that may write a ledger: a lock on a file beside it, which the operating
 * system frees when the process dies. SQLite's own file cannot be locked: closing any channel on it
 * would drop SQLite's locks too.
 */
final class FileHold implements AutoCloseable {

  private static final int NUMBER_OF_A_PROCESS = 20;

  private final FileChannel channel;

  private FileHold(FileChannel channel) {
    this.channel = channel;
  }

  static FileHold of(Path file) {
    Path beside = file.resolveSibling(file.getFileName() + ".lock");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      OwnFile.make(beside);
      FileChannel channel =
          FileChannel.open(beside, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        FileLock lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
        if (lock != null) {
          OwnFile.make(file);
          channel.truncate(0);
          channel.write(
              ByteBuffer.wrap(
                  Long.toString(ProcessHandle.current().pid())
                      .getBytes(StandardCharsets.US_ASCII)));
          return new FileHold(channel);
        }
        throw held(file, channel, null);
      } catch (OverlappingFileLockException e) {
        throw held(file, channel, e);
      }
    } catch (IOException e) {
      throw new LedgerException(
          LedgerException.Kind.FAILED,
          "ledger '%s' cannot be opened for writing: give this user write permission on the file and its directory, or choose another place (%s)"
              .formatted(file, e),
          e);
    }
  }

  private static LedgerException held(Path file, FileChannel channel, Throwable cause)
      throws IOException {
    ByteBuffer owner = ByteBuffer.allocate(NUMBER_OF_A_PROCESS);
    channel.read(owner, 0);
    channel.close();
    return new LedgerException(
        LedgerException.Kind.LOCKED,
        "ledger '%s' is held by another hub (process %s): stop it, or give this hub a data folder of its own (--data or SERAI_DATA)"
            .formatted(
                file, new String(owner.array(), 0, owner.position(), StandardCharsets.US_ASCII)),
        cause);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
