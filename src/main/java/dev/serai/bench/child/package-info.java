/** JVMs that a benchmark starts, each with the same Java, class path and options. */
package dev.serai.bench.child;
