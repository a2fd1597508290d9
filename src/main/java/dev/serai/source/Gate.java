package dev.serai.source;

import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Who may send to one connector, how fast, and who may ask for it; holds no secrets. */
final class Gate {

  static final String ORIGIN = "webhook-request-origin";
  static final String RATE = "webhook-request-rate";
  private static final String FORWARDED = "x-forwarded-for";
  private static final String EVERYBODY = "*";

  private final Admission admission;
  private final List<AddressRange> allowed;
  private final RateLimit limit;

  /**
   * @throws IllegalArgumentException quoting what is no network
   */
  Gate(Admission admission) {
    this.admission = admission;
    this.allowed = admission.allow().stream().map(AddressRange::of).toList();
    this.limit =
        admission.rate() == null ? null : new RateLimit(admission.rate(), System::nanoTime);
  }

  /**
   * Whether the sender's network may send.
   *
   * @param proxies whose word is believed
   */
  boolean admits(HttpServerRequest request, List<AddressRange> proxies) {
    return allowed.isEmpty() || AddressRange.any(allowed, sender(request, proxies));
  }

  /** The last address that no believed proxy has; null when one of them wrote no address. */
  private static byte[] sender(HttpServerRequest request, List<AddressRange> proxies) {
    byte[] address = AddressRange.address(request.remoteAddress().hostAddress());
    if (!AddressRange.any(proxies, address)) {
      return address;
    }
    String[] hops = String.join(",", request.headers().getAll(FORWARDED)).split(",", -1);
    for (int i = hops.length - 1; i >= 0; i--) {
      address = AddressRange.address(withoutPort(hops[i].strip()));
      if (!AddressRange.any(proxies, address)) {
        return address;
      }
    }
    return address;
  }

  private static String withoutPort(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      return end < 0 ? hop : hop.substring(1, end);
    }
    int colon = hop.indexOf(':');
    return colon > 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
  }

  /** Null when one more verified request may come now. */
  RefusedException tooFast() {
    Duration wait = limit == null ? Duration.ZERO : limit.take();
    return wait.isZero() ? null : Objections.tooFast(wait);
  }

  /** Whether OPTIONS is answered at all. */
  boolean isAsked() {
    return !admission.origins().isEmpty();
  }

  boolean grants(String origin) {
    return admission.origins().stream()
        .anyMatch(each -> each.equals(EVERYBODY) || each.equalsIgnoreCase(origin));
  }

  /**
   * The requests a minute that are granted, {@code *} without a limit.
   *
   * @param asked null when the sender named no rate
   * @throws NumberFormatException when that is no number above 0
   */
  String rate(String asked) {
    long wanted = asked == null ? Long.MAX_VALUE : Long.parseLong(asked.strip());
    if (wanted <= 0) {
      throw new NumberFormatException(asked);
    }
    if (admission.rate() == null) {
      return EVERYBODY;
    }
    long minute = Duration.ofMinutes(1).toMillis();
    long most = admission.rate().count() * minute / admission.rate().per().toMillis();
    return String.format(Locale.ROOT, "%d", Math.max(1, Math.min(wanted, most)));
  }
}
