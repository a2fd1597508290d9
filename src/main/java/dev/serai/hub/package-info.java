/**
 * Puts the rooms together: configuration, ledger, binding, delivery, doors, routes; starts and
 * stops them in order.
 */
package dev.serai.hub;
