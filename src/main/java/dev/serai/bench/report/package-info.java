/** What a benchmark found, for people, programs and the documentation. */
package dev.serai.bench.report;
