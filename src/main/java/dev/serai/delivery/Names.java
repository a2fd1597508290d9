package dev.serai.delivery;

import java.util.regex.Pattern;

/** Names that every broker takes. */
final class Names {

  private static final Pattern PORTABLE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final int LONGEST_CHANNEL = 120;

  /** Service Bus allows no more for a subscription. */
  private static final int LONGEST_GROUP = 50;

  private Names() {}

  /** Throws {@link IllegalArgumentException} with the way out. */
  static void checkChannel(String channel) {
    check("channel", channel, LONGEST_CHANNEL);
  }

  static void checkGroup(String group) {
    check("group", group, LONGEST_GROUP);
  }

  private static void check(String what, String name, int longest) {
    if (name.length() > longest || !PORTABLE.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "%s '%s' cannot be carried by every broker; use 1 to %d letters, digits, '.', '_' or '-', beginning with a letter or digit"
              .formatted(what, name, longest));
    }
  }
}
