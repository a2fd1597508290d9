/** How many signed webhooks a door takes, beside a bare server and the same job on stock Camel. */
package dev.serai.bench.door;
