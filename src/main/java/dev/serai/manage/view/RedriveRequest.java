package dev.serai.manage.view;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Asks to send dead letters again.
 *
 * @param rate how many a second at most, 0 for as fast as can be
 * @param dryRun only tells how many and some of them
 * @param edit a JSON merge patch (RFC 7386) for the data of each event, or null
 */
public record RedriveRequest(DeadLetterFilter query, int rate, boolean dryRun, JsonNode edit) {

  public RedriveRequest {
    query = query == null ? DeadLetterFilter.all() : query;
    edit = edit == null || edit.isNull() ? null : edit;
  }
}
