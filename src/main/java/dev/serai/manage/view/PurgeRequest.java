package dev.serai.manage.view;

/**
 * Asks to delete dead letters for good.
 *
 * @param all must be true when the query means all there are: never by an oversight
 * @param reason for the audit log, or null
 */
public record PurgeRequest(DeadLetterFilter query, boolean all, String reason) {

  public PurgeRequest {
    query = query == null ? DeadLetterFilter.all() : query;
  }
}
