package dev.serai.manage.view;

/**
 * Asks to send events of the log again, to one group.
 *
 * @param rate how many a second at most, 0 for as fast as the group goes
 * @param dryRun only tells how many and some of them
 */
public record ReplayRequest(
    String channel, String group, EventFilter query, int rate, boolean dryRun) {

  public ReplayRequest {
    query = query == null ? EventFilter.all() : query;
  }
}
