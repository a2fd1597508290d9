/**
 * The binding SPI and its numbered promises. A binding does little: publish durably, deliver to
 * groups, settle, tell its lag. Retry, backoff, dead letters, order across failures and replay are
 * {@code delivery}'s, the same on every broker.
 */
package dev.serai.bus;
