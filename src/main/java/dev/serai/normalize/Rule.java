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
 */
record Rule(Place place, Jslt when, Map<String, Jslt> lets, Template ignore, EventShape event) {

  /**
   * What an event is made of.
   *
   * @param each null for one event, else where the members to make one event each stand
   * @param require what must say something
   * @param subject null when events have none
   * @param time null for the time of receipt
   */
  record EventShape(
      Template type,
      Each each,
      List<Jslt> require,
      Jslt source,
      Jslt subject,
      Jslt time,
      Map<String, Jslt> extensions,
      DataShape data) {}

  /**
   * One event for each element of an array.
   *
   * @param variable the element's name in the other expressions
   * @param key what tells elements apart, or null for their index
   */
  record Each(String variable, Jslt array, Jslt key) {}
}
