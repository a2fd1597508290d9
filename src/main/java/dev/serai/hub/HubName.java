package dev.serai.hub;

import dev.serai.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** What a hub is called over all its lives: it stands in its data folder. */
final class HubName {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{12}");
  private static final int RANDOM_FROM = 24;

  private HubName() {}

  /**
   * Makes one in a folder that has none. Empty when hubs share the ledger: only one that is held by
   * this hub alone tells that an earlier life is over.
   */
  static Optional<String> of(Path data, Ledger ledger) {
    if (ledger.hubs().shared()) {
      return Optional.empty();
    }
    Path file = data.resolve("hub.name");
    try {
      String there = read(file);
      if (FORM.matcher(there).matches()) {
        return Optional.of(there);
      }
      String made = UUID.randomUUID().toString().substring(RANDOM_FROM);
      Files.writeString(file, made);
      return Optional.of(made);
    } catch (IOException e) {
      throw new HubException(
          "%s cannot be read or written: %s; give this user the right to, or name another folder with --data or SERAI_DATA"
              .formatted(file, e),
          e);
    }
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      // The first start in this folder.
      return "";
    }
  }
}
