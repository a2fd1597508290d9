package dev.serai.config;

import dev.serai.config.Connector.Verify;
import java.util.Set;
import java.util.function.Function;

/**
 * Names that come from outside the file, so that a wrong one is told with its line. An empty set
 * means that these names are not checked.
 *
 * @param brokers what may stand as {@code broker:}
 * @param schemes what may stand as {@code verify.scheme}, without {@code none}
 * @param normalizers what may stand as {@code normalize:}
 * @param verifyCheck gives what does not fit under {@code verify:}, or null; a missing secret is no
 *     matter of it
 */
public record Known(
    Set<String> brokers,
    Set<String> schemes,
    Set<String> normalizers,
    Function<Verify, String> verifyCheck) {

  /** Checks none of them. */
  public static final Known ANY = new Known(Set.of(), Set.of(), Set.of(), verify -> null);

  public Known {
    brokers = Set.copyOf(brokers);
    schemes = Set.copyOf(schemes);
    normalizers = Set.copyOf(normalizers);
  }
}
