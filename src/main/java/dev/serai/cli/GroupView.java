package dev.serai.cli;

/**
 * A group as commands show it; null where it is not known.
 *
 * @param unsettled events that are not settled yet
 * @param state {@code running}, {@code paused}, {@code open} for an open breaker, {@code trouble},
 *     or {@code not served}
 */
record GroupView(
    String channel,
    String group,
    String route,
    String state,
    Long unsettled,
    Long oldestMillis,
    Long parked,
    String trouble) {}
