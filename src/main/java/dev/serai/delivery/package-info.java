/**
 * One failure policy for every broker: attempts, durable backoff, parking by key, breaker, dead
 * letters, redrive, replay. What waits lies in the ledger, so that it survives a crash and holds up
 * nothing else.
 */
package dev.serai.delivery;
