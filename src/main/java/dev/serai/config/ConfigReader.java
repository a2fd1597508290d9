package dev.serai.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** From a file to a checked configuration, or to all its mistakes. */
final class ConfigReader {

  private final Function<String, String> env;
  private final Known known;

  ConfigReader(Function<String, String> env, Known known) {
    this.env = env;
    this.known = known;
  }

  HubConfig read(Path file) {
    try {
      return read(file, text(file));
    } catch (Refusal refusal) {
      throw new InvalidConfigException(List.of(refusal.problem()));
    }
  }

  HubConfig read(Path file, String text) {
    List<Problem> problems = new ArrayList<>();
    Reading reading = Reading.begin(new Placeholders(env), known, problems);
    HubConfig config = null;
    try {
      config = HubKeys.root(file).read(parse(file, text, problems), reading);
    } catch (Refusal refusal) {
      reading.tell(refusal);
    }
    reading.checkReferences();
    reading.checkBrokers();
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    return config;
  }

  /** Reads what stands under one key at the top and looks at nothing else. */
  <T> T readOnly(Path file, Key<T> key) {
    List<Problem> problems = new ArrayList<>();
    Reading reading = Reading.begin(new Placeholders(env), known, problems);
    T found = null;
    try {
      Yaml root = parse(file, text(file), problems);
      found = HubKeys.only(key, root, reading);
    } catch (Refusal refusal) {
      reading.tell(refusal);
    }
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    return found;
  }

  private static Yaml parse(Path file, String text, List<Problem> problems) throws Refusal {
    return new YamlParser(file.toString(), problems)
        .parse(text)
        .orElseThrow(
            () ->
                new Refusal(
                    Place.wholeFile(file.toString()), "is empty; write at least 'connectors: {}'"));
  }

  private static String text(Path file) throws Refusal {
    Place place = Place.wholeFile(file.toString());
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(YamlParser.MAX_BYTES + 1);
      if (bytes.length > YamlParser.MAX_BYTES) {
        throw new Refusal(place, "is larger than " + Quantity.text(YamlParser.MAX_BYTES));
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw new Refusal(
          place,
          "does not exist (looked for %s); name another file with --config or SERAI_CONFIG"
              .formatted(file.toAbsolutePath().normalize()));
    } catch (CharacterCodingException e) {
      throw new Refusal(place, "is not UTF-8 text; save it as UTF-8");
    } catch (IOException e) {
      throw new Refusal(
          place,
          "cannot be read: %s; check that it is a file and that the hub may read it"
              .formatted(e.getMessage()));
    }
  }
}
