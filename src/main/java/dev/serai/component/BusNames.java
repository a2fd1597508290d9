package dev.serai.component;

import java.util.regex.Pattern;

/** What a channel or group may be called so that every broker can carry the name. */
final class BusNames {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}");

  private BusNames() {}

  static String check(String name) {
    if (name == null || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          ("'%s' is no channel or group name: write 1 to 100 letters, digits, dots, hyphens or underscores,"
                  + " beginning with a letter or digit, for example bus:ci.events?group=healer")
              .formatted(name));
    }
    return name;
  }
}
