/**
 * The bus on Azure Service Bus. A channel is a topic, a group is a subscription; order by key is
 * kept by sessions. Settling, renewing and recovering are done here and not left to the SDK, which
 * may wait for ever when a connection breaks; {@code docs/reference/servicebus-binding.md} tells
 * what a message looks like.
 */
package dev.serai.bus.servicebus;
