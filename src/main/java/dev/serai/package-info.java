/**
 * Serai, a broker-agnostic integration hub. Each package is a room; the arrows are the only imports
 * allowed.
 *
 * <pre>
 *   outside ─► source ─► normalize ─► event ─► bus ─► delivery ─► routes (processors, stores, replies)
 *              doors     → CloudEvent           │         ├─ retry later ─► ledger (parked) ─► delivery
 *                                               │         └─ give up ─────► dead-letter channel + ledger
 *                                               └─► ledger (event log) ─► replay ─► delivery, one group
 *                                                   routes ─► outbound ─► subscribers, as signed webhooks
 * </pre>
 *
 * <p>What must not be stored is taken out of a message by {@code sanitize} where its route begins.
 *
 * <p>{@code source}, {@code normalize} and {@code bus} know only {@code event} and meet in Camel
 * routes, through the endpoints in {@code component}.
 */
package dev.serai;
