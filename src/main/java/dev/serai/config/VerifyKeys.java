package dev.serai.config;

import dev.serai.config.Connector.Verify;
import dev.serai.config.Section.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The keys under {@code verify}. */
final class VerifyKeys {

  /** What was found, and the variables that would have given a secret and are not set. */
  record Found(Verify verify, Set<String> unset) {}

  private static final Type<String> HEADER =
      Types.text(
          "a header's name such as X-Signature", Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+"));

  private static final Key<String> SCHEME =
      Key.required(
          "scheme",
          scheme(),
          "write the scheme that the sender signs with, or 'none' to let everybody in",
          "How the sender proves who it is. `hmac` is described by the keys below, `none` lets everybody in.");
  private static final Key<Secrets> SECRETS =
      Key.optional(
          "secrets",
          Secrets.TYPE,
          "What the sender shares with the hub; any of them is good, so that one can be changed"
              + " while the sender still uses the other. Empty ones are left out.");
  private static final Key<Duration> TOLERANCE =
      Key.optional(
          "tolerance",
          Types.duration("1s", "1d"),
          "How far a signature's time may lie from the hub's, before or after; else 5m. For gitlab, standard-webhooks, stripe, slack, and hmac with a timestamp.");
  private static final List<Key<String>> TEXTS =
      List.of(
          Key.optional(
              "idHeader",
              HEADER,
              "The header with the delivery's id, for hmac, bearer, basic and none. Else those of well-known senders, else the body's digest."),
          Key.optional(
              "eventHeader",
              HEADER,
              "The header with what the sender calls the event, for hmac, bearer, basic and none. Else those of well-known senders."),
          Key.optional(
              "header",
              HEADER,
              "The header with the signature, or a list of them. Required for hmac."),
          Key.optional(
              "prefix",
              Types.text("what stands before the signature, such as sha256="),
              "What stands before each signature (hmac)."),
          Key.optional(
              "algorithm", words("sha256", "sha512", "sha384", "sha1"), "Else sha256 (hmac)."),
          Key.optional(
              "encoding",
              words("hex", "base64", "base64url"),
              "Of the signature; else hex (hmac)."),
          Key.optional(
              "key",
              words("text", "hex", "base64"),
              "How a secret becomes the key: its characters as they are, or what they spell; else text (hmac)."),
          Key.optional(
              "signed",
              Types.text("a template such as {timestamp}.{body}"),
              "What is signed, of `{body}`, `{id}`, `{timestamp}` and fixed text; else `{body}` (hmac)."),
          Key.optional(
              "timestampHeader",
              HEADER,
              "The header with the signature's time in seconds or milliseconds (hmac)."),
          Key.optional(
              "timestampPrefix",
              Types.text("what stands before the time, such as t="),
              "What stands before the time where it stands in the signature's header (hmac)."));

  static final Section<Found> VERIFY =
      new Section<>("How senders of this connector are verified.", keys(), VerifyKeys::found);

  private VerifyKeys() {}

  private static List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>(List.of(SCHEME, SECRETS, TOLERANCE));
    keys.addAll(TEXTS);
    return keys;
  }

  private static Found found(Fields fields, Reading reading) throws Refusal {
    Secrets secrets = fields.get(SECRETS) == null ? Secrets.NONE : fields.get(SECRETS);
    Verify verify = new Verify(fields.get(SCHEME), secrets.live(), options(fields));
    String objection = reading.known().verifyCheck().apply(verify);
    if (objection != null) {
      throw new Refusal(fields.place(), reading.path() + ": " + objection);
    }
    return new Found(verify, secrets.unset());
  }

  private static Map<String, String> options(Fields fields) {
    Map<String, String> options = new TreeMap<>();
    if (fields.get(TOLERANCE) != null) {
      options.put(TOLERANCE.name(), fields.get(TOLERANCE).toString());
    }
    for (Key<String> key : TEXTS) {
      if (fields.get(key) != null) {
        options.put(key.name(), fields.get(key));
      }
    }
    return Map.copyOf(options);
  }

  private static Type<String> words(String... words) {
    return Types.text(
        "one of " + String.join(", ", words), Pattern.compile(String.join("|", words)));
  }

  private static Type<String> scheme() {
    return Types.known("scheme", known -> withNone(known.schemes()));
  }

  private static Set<String> withNone(Set<String> schemes) {
    if (schemes.isEmpty()) {
      return schemes;
    }
    Set<String> all = new TreeSet<>(schemes);
    all.add(Verify.NONE);
    return all;
  }
}
