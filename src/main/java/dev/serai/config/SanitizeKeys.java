package dev.serai.config;

import dev.serai.config.Sanitize.Detect;
import dev.serai.config.Section.Fields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The keys under {@code sanitize}. */
final class SanitizeKeys {

  private static final int SHORTEST_KEY = 16;
  private static final Pattern PATH =
      Pattern.compile("(\\*\\*\\.)?([^\\s.*]+|\\*)(\\.([^\\s.*]+|\\*))*");

  private static final Key<List<String>> KEEP =
      Key.optional(
          "keep",
          paths(),
          "Members that stay as they are, with what is below them, whatever the other keys say.");
  private static final Key<List<String>> DROP =
      Key.optional("drop", paths(), "Members that are left out.");
  private static final Key<List<String>> MASK =
      Key.optional("mask", paths(), "Members that become `***`.");
  private static final Key<List<String>> HASH =
      Key.optional(
          "hash",
          paths(),
          "Members that become `hmac:…`, the same for the same value. Needs `key`.");
  private static final Key<List<Detect>> DETECT =
      Key.optional(
          "detect",
          Types.oneOrMore(Types.choice(Detect.class)),
          "What is masked wherever it stands in a text: `tokens` of well-known forms and private keys, `emails`, `cards` with a right check digit, `secrets` behind names such as `password=`.");
  private static final Key<Boolean> NAMES =
      Key.of(
          "names",
          Types.flag(),
          "true",
          "Masks members and headers whose names end like those of secrets: `token`, `secret`, `password`, `api_key`, `authorization` and more, in any spelling.");
  private static final Key<Secrets> KEY =
      Key.optional("key", Secrets.TYPE, "Makes the hashes; 16 characters at least.");

  private static final Type<Sanitize> SANITIZE =
      new Switched(
          new Section<>(
              "What is taken out of messages before anything is published or stored.",
              List.of(KEEP, DROP, MASK, HASH, DETECT, NAMES, KEY),
              SanitizeKeys::sanitize));

  private static final String MEANING =
      "What is taken out of messages before anything is published or stored: `on` masks members with the names of secrets, ";

  static final Key<Sanitize> USUALLY_ON =
      Key.of("sanitize", SANITIZE, "on", MEANING + "`off` nothing.");
  static final Key<Sanitize> USUALLY_OFF =
      Key.of(
          "sanitize",
          SANITIZE,
          "off",
          MEANING
              + "`off` nothing, for CloudEvents are their producers' own. Concerns their data.");

  private SanitizeKeys() {}

  /** A map, or a word for what is in most of them. */
  private record Switched(Section<Sanitize> section) implements Type<Sanitize> {

    private static final Map<String, Sanitize> WORDS =
        Map.of("on", Sanitize.ON, "off", Sanitize.OFF);

    @Override
    public String description() {
      return "on, off, or " + section.description();
    }

    @Override
    public Sanitize read(Yaml value, Reading reading) throws Refusal {
      if (!(value instanceof Yaml.Scalar)) {
        return section.read(value, reading);
      }
      Placeholders.Expanded word = reading.text(value, this);
      Sanitize found = WORDS.get(word.text());
      if (found == null) {
        throw reading.wants(this, value, word);
      }
      return found;
    }

    @Override
    public Map<String, Section<?>> sections(String path) {
      return section.sections(path);
    }
  }

  private static Type<List<String>> paths() {
    return Types.oneOrMore(
        Types.text("a path such as customer.email, items.*.note or **.street", PATH));
  }

  private static Sanitize sanitize(Fields fields, Reading reading) throws Refusal {
    List<String> hash = AdmissionKeys.orNone(fields.get(HASH));
    return new Sanitize(
        AdmissionKeys.orNone(fields.get(KEEP)),
        AdmissionKeys.orNone(fields.get(DROP)),
        AdmissionKeys.orNone(fields.get(MASK)),
        hash,
        fields.get(DETECT) == null ? Set.of() : Set.copyOf(fields.get(DETECT)),
        fields.get(NAMES),
        key(hash, fields, reading));
  }

  private static Secret key(List<String> hash, Fields fields, Reading reading) throws Refusal {
    Secrets keys = fields.get(KEY) == null ? Secrets.NONE : fields.get(KEY);
    if (hash.isEmpty() && fields.get(KEY) != null) {
      throw refusal(
          fields,
          reading,
          "key makes hashes and there is no hash; remove key, or write hash: [a.path]");
    }
    if (hash.isEmpty()) {
      return null;
    }
    if (keys.live().isEmpty()) {
      throw refusal(
          fields,
          reading,
          "hash needs key, for without one anybody could find the values by trying; "
              + (keys.unset().isEmpty()
                  ? "write key: \"${MY_HASH_KEY}\""
                  : "set " + String.join(" or ", keys.unset())));
    }
    if (keys.live().size() > 1) {
      throw refusal(fields, reading, "key is one text, not a list, for it makes the hashes");
    }
    if (keys.live().get(0).reveal().length() < SHORTEST_KEY) {
      throw refusal(
          fields,
          reading,
          "key has fewer than %d characters; make one with: openssl rand -hex 32"
              .formatted(SHORTEST_KEY));
    }
    return keys.live().get(0);
  }

  private static Refusal refusal(Fields fields, Reading reading, String message) {
    return new Refusal(fields.place(), reading.path() + ": " + message);
  }
}
