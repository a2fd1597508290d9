package dev.serai.normalize;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The normalizers that exist, by name. */
public final class Normalizers {

  private static final String BUILT_IN = "/normalizers/";
  private static final String SUFFIX = ".yaml";
  private static final String NATIVE_SUFFIX = ".native.yaml";
  private static final String CDEVENTS_SUFFIX = ".cdevents.yaml";
  private static final String CDEVENTS = "cdevents";

  private Normalizers() {}

  /** Which event names and fields come out. */
  public enum Vocabulary {
    /** The hub's own types. */
    HUB(SUFFIX),
    /** The sender's event, named as the CloudEvents adapters name it, with the original body. */
    NATIVE(NATIVE_SUFFIX),
    /** CDEvents 0.5.1, made of the hub's own events; what came as a CDEvent stays as it is. */
    CDEVENTS(CDEVENTS_SUFFIX);

    private final String suffix;

    Vocabulary(String suffix) {
      this.suffix = suffix;
    }
  }

  /** The names of the built-in normalizers. */
  public static Set<String> names() {
    try (BufferedReader index = new BufferedReader(open(BUILT_IN + "index"))) {
      return new TreeSet<>(index.lines().filter(line -> !line.isBlank()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of the built-in normalizers and of those in a folder, which need not exist. */
  public static Set<String> names(Path folder) {
    Set<String> names = new TreeSet<>(names());
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .map(file -> file.getFileName().toString())
            .filter(file -> file.endsWith(SUFFIX))
            .map(file -> file.substring(0, file.indexOf('.')))
            .forEach(names::add);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot list the normalizers in " + folder, e);
      }
    }
    return names;
  }

  /**
   * Loads and compiles a built-in declaration. Throws {@link IllegalArgumentException} for an
   * unknown name, telling the known ones.
   */
  public static Normalizer load(String name, Vocabulary vocabulary) {
    if (vocabulary == Vocabulary.CDEVENTS) {
      return name.equals(CDEVENTS)
          ? load(name, Vocabulary.NATIVE)
          : asCdEvents(load(name, Vocabulary.HUB));
    }
    return new DeclaredNormalizer(declaration(name, vocabulary));
  }

  /**
   * Loads {@code <name>.yaml} or {@code <name>.native.yaml} from a folder when it is there, else
   * the built-in one.
   *
   * <p>Throws {@link InvalidDeclarationException} for a faulty file.
   */
  public static Normalizer load(String name, Vocabulary vocabulary, Path folder) {
    Path file = folder.resolve(name + vocabulary.suffix);
    if (!names(folder).contains(name)) {
      throw unknown(name, names(folder), "or write " + file);
    }
    if (!Files.exists(file)) {
      if (vocabulary == Vocabulary.CDEVENTS && !name.equals(CDEVENTS)) {
        return asCdEvents(load(name, Vocabulary.HUB, folder));
      }
      if (names().contains(name)) {
        return load(name, vocabulary);
      }
      throw new IllegalArgumentException(
          "the normalizer \"%s\" has no %s vocabulary; write %s or use another vocabulary"
              .formatted(name, vocabulary.name().toLowerCase(Locale.ROOT), file));
    }
    try (Reader text = Files.newBufferedReader(file)) {
      return new DeclaredNormalizer(DeclarationReader.read(YamlTree.read(file.toString(), text)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static Normalizer asCdEvents(Normalizer hub) {
    return new InVocabulary(hub, new EventNormalizer(new DeclaredNormalizer(cdEvents())));
  }

  /** How the hub's own events are said as CDEvents. */
  static Declaration cdEvents() {
    String file = "/vocabularies/cdevents.yaml";
    try (Reader text = open(file)) {
      return DeclarationReader.read(YamlTree.read(file, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a built-in normalizer knows of its system.
   *
   * @param schemes those that it can sign with, the usual one first
   * @param events the types that come of each of its events; empty for those that are ignored
   */
  public record Described(
      String name, String about, List<String> schemes, Map<String, Set<String>> events) {}

  /** Throws {@link IllegalArgumentException} for an unknown name, telling the known ones. */
  public static Described describe(String name) {
    Declaration declared = declaration(name, Vocabulary.HUB);
    Map<String, Set<String>> events = new LinkedHashMap<>();
    declared
        .events()
        .forEach(
            (event, rules) -> {
              Set<String> types = new LinkedHashSet<>();
              rules.rules().stream()
                  .filter(rule -> rule.event() != null)
                  .flatMap(rule -> Stream.concat(Stream.of(rule), rule.also().stream()))
                  .forEach(rule -> types.add(rule.event().type().toString()));
              events.put(event, types);
            });
    return new Described(name, declared.about(), declared.verify(), events);
  }

  /** The reference page of a built-in normalizer, in Markdown. */
  public static String reference(String name) {
    return ReferencePage.of(
        name, declaration(name, Vocabulary.HUB), declaration(name, Vocabulary.NATIVE));
  }

  /** The reference page of {@code vocabulary: cdevents}, in Markdown. */
  public static String cdEventsReference() {
    return ReferencePage.ofVocabulary(cdEvents());
  }

  static Declaration declaration(String name, Vocabulary vocabulary) {
    if (!names().contains(name)) {
      throw unknown(name, names(), "or write one of your own");
    }
    String file = name + vocabulary.suffix;
    try (Reader text = open(BUILT_IN + file)) {
      return DeclarationReader.read(YamlTree.read(file, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IllegalArgumentException unknown(String name, Set<String> known, String wayOut) {
    return new IllegalArgumentException(
        "there is no normalizer \""
            + name
            + "\"; known: "
            + String.join(", ", known)
            + "; "
            + wayOut);
  }

  private static Reader open(String resource) {
    InputStream bytes = Normalizers.class.getResourceAsStream(resource);
    if (bytes == null) {
      throw new IllegalArgumentException("there is no built-in " + resource);
    }
    return new InputStreamReader(bytes, StandardCharsets.UTF_8);
  }
}
