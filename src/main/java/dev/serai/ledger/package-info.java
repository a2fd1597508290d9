/**
 * The hub's memory in SQL: event log, group cursors, parked deliveries, dead letters, seen ids. One
 * writer thread groups what arrives together into one commit; a stage completes only after that
 * commit is on disk. Readers have connections of their own and may block the calling thread for one
 * query.
 */
package dev.serai.ledger;
