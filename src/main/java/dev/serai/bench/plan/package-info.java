/** How much a benchmark does. */
package dev.serai.bench.plan;
