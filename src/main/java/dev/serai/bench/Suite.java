package dev.serai.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can be measured. */
public enum Suite {
  DOOR("signed webhooks, beside bare Vert.x and stock Camel"),
  SENDERS("verifying and normalising a delivery of each sender, beside parsing it with Jackson"),
  PUBLISH("publishing on the embedded bus, beside plain JDBC"),
  CONSUME("consuming through a route, beside plain JDBC"),
  ORDER("what order by key costs"),
  FAILING("what failing events cost the others"),
  BACKLOG("draining a million events with little memory"),
  START("from the start of the process to the first 202"),
  MEMORY("resident memory of an idle hub"),
  RECOVERY("from the start of a hub that was killed until it has what it had"),
  BROKER("publishing and consuming on a broker, beside its own client and stock Camel");

  private final String about;

  Suite(String about) {
    this.about = about;
  }

  /** In a few words. */
  public String about() {
    return about;
  }

  /**
   * The one with this word.
   *
   * @throws IllegalArgumentException for another word, telling which there are
   */
  public static Suite of(String word) {
    for (Suite suite : values()) {
      if (suite.word().equals(word)) {
        return suite;
      }
    }
    List<String> known = Arrays.stream(values()).map(Suite::word).toList();
    throw new IllegalArgumentException(
        "there is no suite '" + word + "'; there are " + String.join(", ", known) + " and all");
  }

  /** As it is written on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
