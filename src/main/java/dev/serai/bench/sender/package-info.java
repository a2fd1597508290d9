/** What it costs to verify and normalise one delivery of each sender, beside parsing it. */
package dev.serai.bench.sender;
