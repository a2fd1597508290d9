package dev.serai.normalize;

import java.util.List;
import java.util.Map;

/**
 * One row of a declaration: when it holds, either the events to make or the reason for none.
 *
 * @param when null when it always holds
 * @param lets variables that only this rule has, in order
 * @param ignore null when {@code event} is given
 * @param event null when {@code ignore} is given
 * @param also rules for further events of the same message; each whose {@code when} holds adds its
 *     own
 */
record Rule(
    Place place,
    Jslt when,
    Map<String, Jslt> lets,
    Template ignore,
    EventShape event,
    List<Rule> also) {

  /**
   * What an event is made of.
   *
   * @param each null for one event, else where the members to make one event each stand
   * @param key what tells the events of one message apart; null for the index in {@code each}, or
   *     for the message's only event
   * @param require what must say something
   * @param subject null when events have none
   * @param time null for the time of receipt
   * @param text how {@code data} is written
   */
  record EventShape(
      Template type,
      Each each,
      Jslt key,
      List<Jslt> require,
      Jslt source,
      Jslt subject,
      Jslt time,
      Map<String, Jslt> extensions,
      DataShape data,
      DataText text) {}

  /**
   * One event for each element of an array.
   *
   * @param variable the element's name in the other expressions
   */
  record Each(String variable, Jslt array) {}
}
