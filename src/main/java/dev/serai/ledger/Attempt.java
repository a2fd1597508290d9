package dev.serai.ledger;

import java.time.Instant;

/**
 * One failed attempt at a delivery.
 *
 * @param number counted from 1
 * @param cause the exception's class name, never null
 * @param message its message, at most 2,000 characters, empty when it has none
 * @param step where in the route it failed (id of the step, with file and line where known), or
 *     null
 * @param millis how long the attempt took
 */
public record Attempt(
    int number, Instant at, String cause, String message, String step, long millis) {}
