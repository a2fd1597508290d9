/**
 * The doors: they verify who knocks over the raw bytes, bound what is sent, and hand it on; they
 * know nothing of the bus.
 */
package dev.serai.source;
