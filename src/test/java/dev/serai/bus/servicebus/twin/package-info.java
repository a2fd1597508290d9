/**
 * Azure Service Bus as far as its SDK can see it: a server for AMQP 1.0 and for the management
 * endpoint, in this process, on free ports of the loopback. One thread owns all connections and all
 * state, so nothing is locked. It forgets nothing while its process lives: {@link
 * dev.serai.bus.servicebus.twin.Twin#stop} and {@code start} are an outage, not a new namespace.
 */
package dev.serai.bus.servicebus.twin;
