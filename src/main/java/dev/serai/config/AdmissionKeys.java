package dev.serai.config;

import dev.serai.config.Connector.Admission;
import dev.serai.config.Connector.Rate;
import dev.serai.config.Section.Fields;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys of a connector that tell who may send and how fast. */
final class AdmissionKeys {

  private static final Pattern RATE_FORM = Pattern.compile("([1-9]\\d{0,6})/([smh])");
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final Pattern V4 =
      Pattern.compile("(" + OCTET + "\\.){3}" + OCTET + "(/(3[0-2]|[12]?\\d))?");
  private static final Pattern V6 =
      Pattern.compile("([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(/(12[0-8]|1[01]\\d|[1-9]?\\d))?");

  private static final Key<Rate> RATE =
      Key.optional(
          "rate",
          new Types.Single<>("a rate such as 50/s, 600/m or 1000/h", AdmissionKeys::rate),
          "Verified deliveries it takes in that time, all at once if they come so; more are answered 429 with Retry-After.");
  private static final Key<List<String>> ALLOW =
      Key.optional(
          "allow",
          networks(),
          "Networks that may send; others are answered 403. Behind a proxy, name it under `server.proxies`.");
  private static final Key<List<String>> ORIGINS =
      Key.optional(
          "origins",
          Types.oneOrMore(
              Types.text(
                  "a DNS name such as eventgrid.azure.net, or *", Pattern.compile("[^\\s,]+"))),
          "Senders whose question whether they may send (OPTIONS with WebHook-Request-Origin) is answered yes; `*` for all. Without it, OPTIONS is answered 405.");

  static final List<Key<?>> KEYS = List.of(RATE, ALLOW, ORIGINS);

  private AdmissionKeys() {}

  static Admission admission(Fields fields) {
    return new Admission(orNone(fields.get(ALLOW)), fields.get(RATE), orNone(fields.get(ORIGINS)));
  }

  static List<String> orNone(List<String> list) {
    return list == null ? List.of() : list;
  }

  static Type<List<String>> networks() {
    return Types.oneOrMore(
        new Types.Single<>(
            "a network such as 192.0.2.0/24, 2001:db8::/32 or one address",
            text -> isNetwork(text) ? text : null));
  }

  private static Rate rate(String text) {
    Matcher form = RATE_FORM.matcher(text);
    return form.matches()
        ? new Rate(Integer.parseInt(form.group(1)), Quantity.duration("1" + form.group(2)))
        : null;
  }

  private static boolean isNetwork(String text) {
    Matcher v6 = V6.matcher(text);
    return V4.matcher(text).matches() || (v6.matches() && isAddress(v6.group(1)));
  }

  /** With a colon in it, it is never looked up. */
  private static boolean isAddress(String text) {
    try {
      return InetAddress.getByName(text) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
