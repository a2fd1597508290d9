package dev.serai.normalize;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one system's messages mean.
 *
 * @param verify the schemes that the system can sign with, the usual one first; not used here
 * @param form the form field that holds the message when it comes form-encoded, or null
 * @param headers the headers that expressions name
 * @param events rules by the sender's name of the event, {@code *} for all others
 */
record Declaration(
    String about,
    List<String> verify,
    String form,
    Naming naming,
    Set<String> headers,
    Map<String, EventRules> events) {

  static final String ANY_OTHER = "*";

  /**
   * How a message tells which event it is and which delivery; what the door says stands where an
   * expression is null or says nothing.
   *
   * @param event null for the name that the door read
   * @param id null for the delivery id that the door read
   * @param wanted what the two read, and everything that any event reads when the name is in the
   *     body
   * @param isEventInBody whether {@code event} reads the message
   */
  record Naming(Jslt event, Jslt id, Wanted wanted, boolean isEventInBody) {

    static Naming of(Jslt event, Jslt id, Wanted wanted) {
      return new Naming(event, id, wanted, event != null && event.reads().ofMessage());
    }
  }

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
