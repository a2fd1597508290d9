package dev.serai.ledger;

/**
 * What a group has settled of its channel.
 *
 * @param cursor every event up to and including this place is settled
 * @param ahead places after the cursor that are settled too, as ascending ranges such as {@code
 *     105-110,112}; empty if none
 */
public record GroupProgress(long cursor, String ahead) {}
