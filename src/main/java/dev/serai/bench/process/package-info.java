/** How fast a hub starts and how much memory it takes. */
package dev.serai.bench.process;
