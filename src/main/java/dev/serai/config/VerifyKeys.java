package dev.serai.config;

import dev.serai.config.Connector.Verify;
import dev.serai.config.Section.Fields;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The keys under {@code verify}. */
final class VerifyKeys {

  /** A scheme and what was found of its secrets. */
  record Found(String scheme, Secrets secrets) {}

  private static final Key<String> SCHEME =
      Key.required(
          "scheme",
          scheme(),
          "write the scheme that the sender signs with, or 'none' to let everybody in",
          "How the sender proves who it is. `none` lets everybody in.");
  private static final Key<Secrets> SECRETS =
      Key.optional(
          "secrets",
          Secrets.TYPE,
          "What the sender shares with the hub; any of them is good, so that one can be changed"
              + " while the sender still uses the other. Empty ones are left out.");
  static final Section<Found> VERIFY =
      new Section<>(
          "How senders of this connector are verified.",
          List.of(SCHEME, SECRETS),
          (fields, reading) -> found(fields));

  private VerifyKeys() {}

  private static Found found(Fields fields) {
    Secrets secrets = fields.get(SECRETS);
    return new Found(fields.get(SCHEME), secrets == null ? Secrets.NONE : secrets);
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
