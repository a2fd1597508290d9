/**
 * The embedded bus: the ledger itself. Publishing appends to the event log, a group is a cursor
 * over it.
 */
package dev.serai.bus.embedded;
