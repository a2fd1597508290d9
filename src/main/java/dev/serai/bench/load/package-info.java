/** A load generator that leaves the machine to the server. */
package dev.serai.bench.load;
