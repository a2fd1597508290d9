/**
 * The way out: events are posted to subscribers as signed webhooks. Knows nothing of the bus.
 *
 * <pre>
 *   event ──► Courier ──► Envelope (CloudEvent over HTTP, signed) ──► AddressGuard ──► the subscriber
 * </pre>
 */
package dev.serai.outbound;
