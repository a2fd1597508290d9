/** {@code serai bench}: what this machine does with this hub, and whether that is enough. */
package dev.serai.bench;
