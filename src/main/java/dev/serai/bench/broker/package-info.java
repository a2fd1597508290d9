/** How fast a broker is through the hub, beside its own client and stock Camel. */
package dev.serai.bench.broker;
