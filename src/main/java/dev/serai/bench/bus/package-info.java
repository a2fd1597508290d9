/** How fast the embedded bus is, beside plain JDBC on the same database. */
package dev.serai.bench.bus;
