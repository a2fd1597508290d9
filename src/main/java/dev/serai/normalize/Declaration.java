package dev.serai.normalize;

import java.util.List;
import java.util.Map;

/**
 * What one system's messages mean.
 *
 * @param form the form field that holds the message when it comes form-encoded, or null
 * @param events rules by the sender's name of the event, {@code *} for all others
 */
record Declaration(String about, String form, Map<String, EventRules> events) {

  static final String ANY_OTHER = "*";

  /**
   * The rules of one event; the first that holds decides.
   *
   * @param lets variables of all rules, in order
   */
  record EventRules(Map<String, Jslt> lets, List<Rule> rules, Wanted wanted) {}

  /** Null when nothing is declared for the event. */
  EventRules of(String event) {
    EventRules own = events.get(event);
    return own != null ? own : events.get(ANY_OTHER);
  }
}
